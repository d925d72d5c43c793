using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>The lengths of the axes of an array, outermost first. Compared by value. Rank 0 is a scalar with one element.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>, IReadOnlyList<long>
{
    /// <summary>The most axes an array may have.</summary>
    public const int MaximumRank = 32;

    private readonly ImmutableArray<long> _lengths;

    /// <summary>Creates a shape.</summary>
    /// <param name="lengths">Elements along each axis, outermost first; zero is allowed.</param>
    /// <exception cref="ArgumentException">A length is negative, there are more than 32 axes, or the number of elements
    /// does not fit in 63 bits.</exception>
    public Shape(params ReadOnlySpan<long> lengths)
    {
        if (lengths.Length > MaximumRank)
            throw new ArgumentException($"an array has at most {MaximumRank} axes, not {lengths.Length}", nameof(lengths));
        Count = Product(lengths);
        _lengths = [.. lengths];
    }

    /// <summary>Number of axes.</summary>
    public int Rank => _lengths.IsDefault ? 0 : _lengths.Length;

    /// <summary>Number of elements: the product of the lengths, which is 1 for rank 0.</summary>
    public long Count => _lengths.IsDefault ? 1 : field;

    int IReadOnlyCollection<long>.Count => Rank;

    /// <summary>Length of an axis.</summary>
    public long this[int axis] => _lengths[axis];

    /// <summary>Creates a shape from a collection expression.</summary>
    public static Shape Create(ReadOnlySpan<long> lengths) => new(lengths);

    /// <summary>The lengths, outermost first.</summary>
    public ReadOnlySpan<long> AsSpan() => _lengths.IsDefault ? [] : _lengths.AsSpan();

    /// <summary>The lengths as a new array.</summary>
    public long[] ToArray() => AsSpan().ToArray();

    /// <summary>Whether both have the same lengths in the same order.</summary>
    public bool Equals(Shape other) => AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var length in AsSpan())
            hash.Add(length);
        return hash.ToHashCode();
    }

    /// <summary>Formats the lengths, such as <c>20000 x 8000</c>; <c>scalar</c> for rank 0.</summary>
    public override string ToString() =>
        Rank == 0 ? "scalar" : string.Join(" x ", this.Select(length => length.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Iterates over the lengths.</summary>
    public IEnumerator<long> GetEnumerator() =>
        ((IEnumerable<long>)(_lengths.IsDefault ? [] : _lengths)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both have the same lengths.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether the lengths differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>Gets the number of an index when all indices are counted in C order.</summary>
    public long NumberOf(ReadOnlySpan<long> index)
    {
        var number = 0L;
        for (var axis = 0; axis < index.Length; axis++)
            number = (number * this[axis]) + index[axis];
        return number;
    }

    /// <summary>Finds an index by its number in C order.</summary>
    /// <param name="number">The number, as <see cref="NumberOf"/> gives it.</param>
    /// <param name="index">Receives the index along each axis.</param>
    public void IndexAt(long number, Span<long> index)
    {
        for (var axis = index.Length - 1; axis >= 0; axis--)
            (number, index[axis]) = Math.DivRem(number, this[axis]);
    }

    /// <summary>Finds an index by its number in another order of the axes.</summary>
    /// <param name="number">The number.</param>
    /// <param name="order">The axes from slowest to fastest.</param>
    /// <param name="index">Receives the index along each axis.</param>
    internal void IndexAt(long number, ReadOnlySpan<int> order, Span<long> index)
    {
        for (var k = order.Length - 1; k >= 0; k--)
            (number, index[order[k]]) = Math.DivRem(number, this[order[k]]);
    }

    /// <summary>Gets the distance between consecutive indices of each axis in C order, in elements.</summary>
    public long[] Strides()
    {
        var strides = new long[Rank];
        var stride = 1L;
        for (var axis = Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Math.Max(this[axis], 1);
        }
        return strides;
    }

    /// <summary>Gets a shape with another length along one axis.</summary>
    public Shape With(int axis, long length)
    {
        var lengths = ToArray();
        lengths[axis] = length;
        return new Shape(lengths);
    }

    /// <summary>Resolves an axis number. Negative numbers count from the end: -1, -2, ...</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int CheckAxis(int axis)
    {
        if (axis < -Rank || axis >= Rank)
            throw new ArgumentOutOfRangeException(nameof(axis), axis, $"the array has {Rank} axes ({this})");
        return axis < 0 ? axis + Rank : axis;
    }

    private static long Product(ReadOnlySpan<long> lengths)
    {
        // The product of the nonzero lengths must fit too, so that strides never overflow.
        UInt128 product = 1;
        var empty = false;
        foreach (var length in lengths)
        {
            if (length < 0)
                throw new ArgumentException($"an axis cannot have the length {length}", nameof(lengths));
            empty |= length == 0;
            product *= (ulong)Math.Max(length, 1);
            if (product > long.MaxValue)
                throw new ArgumentException("the number of elements does not fit in 63 bits", nameof(lengths));
        }
        return empty ? 0 : (long)product;
    }
}

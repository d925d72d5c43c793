using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>
/// What a user writes for one axis in an indexer: a C# range, a single index (which drops the axis), a list of indices, a boolean mask, or
/// one of the long forms of <see cref="Selection"/>.
/// </summary>
[CollectionBuilder(typeof(AxisIndex), nameof(Create))]
public readonly struct AxisIndex
{
    private readonly object? _source;

    private AxisIndex(object source, bool dropsAxis = false)
    {
        _source = source;
        DropsAxis = dropsAxis;
    }

    /// <summary>Whether the axis disappears from the result, as it does for a single index.</summary>
    public bool DropsAxis { get; }

    /// <summary>Takes a C# range. Both ends must lie within the axis.</summary>
    public static implicit operator AxisIndex(Range range) => new(range);

    /// <summary>Takes one index and drops the axis.</summary>
    public static implicit operator AxisIndex(long index) => new(index, dropsAxis: true);

    /// <summary>Takes one index and drops the axis.</summary>
    public static implicit operator AxisIndex(int index) => new((long)index, dropsAxis: true);

    /// <summary>Takes one index, possibly counted from the end, and drops the axis.</summary>
    public static implicit operator AxisIndex(Index index) => new(index, dropsAxis: true);

    /// <summary>Takes the listed indices, in any order and with repeats.</summary>
    public static implicit operator AxisIndex(long[] list) => new(ImmutableArray.Create(list));

    /// <summary>Takes the listed indices, in any order and with repeats.</summary>
    public static implicit operator AxisIndex(int[] list) => new(ImmutableArray.CreateRange(list.Select(i => (long)i)));

    /// <summary>Takes the indices at which the mask is true. The mask must be as long as the axis.</summary>
    public static implicit operator AxisIndex(bool[] mask) => new(mask.Clone());

    /// <summary>Takes a selection that is already resolved.</summary>
    public static implicit operator AxisIndex(AxisSelection selection) => new(selection);

    /// <summary>Takes the listed indices, from a collection expression.</summary>
    public static AxisIndex Create(ReadOnlySpan<long> list) => new(ImmutableArray.Create(list));

    /// <summary>
    /// Iterates over the listed indices, or over none if this is not a list. Collection expressions need it to infer the type.
    /// </summary>
    public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)(_source is ImmutableArray<long> list ? list : [])).GetEnumerator();

    internal static AxisIndex Of(PythonSlice slice) => new(slice);

    /// <summary>Converts this to indices of an axis, and checks them.</summary>
    /// <param name="axis">Number of the axis, for messages.</param>
    /// <param name="length">Length of the axis.</param>
    /// <exception cref="SelectionException">An index lies outside the axis, or a mask has another length.</exception>
    public AxisSelection Resolve(int axis, long length) => _source switch
    {
        null => AxisSelection.All(length),
        Range range => ResolveRange(range, axis, length),
        long index => Checked([index], axis, length),
        Index index => ResolveIndex(index, axis, length),
        ImmutableArray<long> list => Checked(list, axis, length),
        bool[] mask => ResolveMask(mask, axis, length),
        PythonSlice slice => slice.Resolve(length),
        AxisSelection selection => ResolveSelection(selection, axis, length),
        _ => throw new InvalidOperationException($"unknown index kind {_source.GetType()}"),
    };

    private static AxisSelection ResolveRange(Range range, int axis, long length)
    {
        var start = Offset(range.Start, length);
        var stop = Offset(range.End, length);
        if (start < 0 || stop > length || start > stop)
            throw new SelectionException($"the range {range} does not fit axis {axis} of length {length}");
        return AxisSelection.Range(start, stop - start);
    }

    private static AxisSelection ResolveIndex(Index index, int axis, long length) =>
        Offset(index, length) is var offset && offset >= 0 && offset < length
            ? AxisSelection.Range(offset, 1)
            : throw new SelectionException($"the index {index} lies outside axis {axis} of length {length}");

    private static AxisSelection ResolveMask(bool[] mask, int axis, long length)
    {
        if (mask.Length != length)
            throw new SelectionException($"a mask of length {mask.Length} does not fit axis {axis} of length {length}");
        var indices = ImmutableArray.CreateBuilder<long>();
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i])
                indices.Add(i);
        }
        return AxisSelection.List(indices.ToImmutable());
    }

    private static AxisSelection ResolveSelection(AxisSelection selection, int axis, long length)
    {
        if (selection.Count > 0 && selection.Bounds().Maximum is var last && last >= length)
            throw new SelectionException($"the index {last} lies outside axis {axis} of length {length}");
        return selection;
    }

    private static AxisSelection Checked(ImmutableArray<long> indices, int axis, long length)
    {
        foreach (var index in indices)
        {
            if (index < 0 || index >= length)
                throw new SelectionException($"the index {index} lies outside axis {axis} of length {length}");
        }
        return AxisSelection.List(indices);
    }

    private static long Offset(Index index, long length) => index.IsFromEnd ? length - index.Value : index.Value;
}

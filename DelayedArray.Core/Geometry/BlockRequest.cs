using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// A request to a node: a selection along each of its axes, and the order of the axes in memory. A block has fewer than 2^31 elements.
/// </summary>
public readonly struct BlockRequest : IEquatable<BlockRequest>
{
    /// <summary>Creates a request.</summary>
    /// <param name="axes">The selection along each axis of the node.</param>
    /// <param name="order">The axes from outermost to innermost in memory: a permutation of 0 .. rank-1.</param>
    /// <exception cref="ArgumentException">The block would have 2^31 elements or more.</exception>
    public BlockRequest(ImmutableArray<AxisSelection> axes, ImmutableArray<int> order)
    {
        Axes = axes;
        Order = order;
        var count = 1L;
        foreach (var axis in axes)
            count = checked(count * axis.Count);
        if (count > Array.MaxLength)
            throw new ArgumentException($"a block of {count} elements is too large", nameof(axes));
        Count = (int)count;
    }

    /// <summary>The selection along each axis of the node.</summary>
    public ImmutableArray<AxisSelection> Axes { get; }

    /// <summary>The axes from outermost to innermost in memory.</summary>
    public ImmutableArray<int> Order { get; }

    /// <summary>
    /// Whether the cache keeps chunks even if the block takes them whole, because the array will be read again. Ignored in comparisons.
    /// </summary>
    public bool KeepsChunks { get; init; }

    /// <summary>Number of elements of the block.</summary>
    public int Count { get; }

    /// <summary>Number of axes.</summary>
    public int Rank => Axes.Length;

    /// <summary>Requests a box in C order.</summary>
    public static BlockRequest Of(Box box) => Of(box, [.. Enumerable.Range(0, box.Start.Rank)]);

    /// <summary>Requests a box with the given order of axes in memory.</summary>
    public static BlockRequest Of(Box box, ImmutableArray<int> order)
    {
        var axes = ImmutableArray.CreateBuilder<AxisSelection>(box.Start.Rank);
        for (var axis = 0; axis < box.Start.Rank; axis++)
            axes.Add(AxisSelection.Range(box.Start[axis], box.Lengths[axis]));
        return new BlockRequest(axes.MoveToImmutable(), order);
    }

    /// <summary>Translates the request into the coordinates of another node.</summary>
    internal BlockRequest With(ImmutableArray<AxisSelection> axes, ImmutableArray<int> order) => new(axes, order) { KeepsChunks = KeepsChunks };

    /// <summary>Whether both ask for the same elements in the same order.</summary>
    public bool Equals(BlockRequest other) =>
        Count == other.Count && Order.AsSpan().SequenceEqual(other.Order.AsSpan())
        && Axes.AsSpan().SequenceEqual(other.Axes.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BlockRequest other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var axis in Axes)
            hash.Add(axis);
        foreach (var axis in Order)
            hash.Add(axis);
        return hash.ToHashCode();
    }

    /// <summary>Formats the selections in brackets.</summary>
    public override string ToString() => $"[{string.Join(", ", Axes)}]";

    /// <summary>Whether both ask for the same elements in the same order.</summary>
    public static bool operator ==(BlockRequest left, BlockRequest right) => left.Equals(right);

    /// <summary>Whether the elements or their order differ.</summary>
    public static bool operator !=(BlockRequest left, BlockRequest right) => !left.Equals(right);

    /// <summary>Whether the axes lie in memory in their natural order.</summary>
    public bool IsCOrder()
    {
        for (var i = 0; i < Order.Length; i++)
        {
            if (Order[i] != i)
                return false;
        }
        return true;
    }
}

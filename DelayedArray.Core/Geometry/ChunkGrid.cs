using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// The chunks of an array. Each axis is cut regularly or irregularly, and every combination of pieces is a chunk. Chunks have a number
/// along each axis, and a number within the array that counts in C order.
/// </summary>
public sealed partial class ChunkGrid : IEquatable<ChunkGrid>
{
    /// <summary>Combines axes, outermost first.</summary>
    /// <exception cref="ArgumentException">There are more than 32 axes, or the number of elements of the array or of its largest
    /// chunk does not fit in 63 bits.</exception>
    public ChunkGrid(params ReadOnlySpan<ChunkAxis> axes)
    {
        Axes = [.. axes];
        Shape = new Shape([.. Axes.Select(axis => axis.Length)]);
        LargestChunk = new Shape([.. Axes.Select(axis => axis.Longest)]);
        Counts = new Shape([.. Axes.Select(axis => axis.Count)]);
        IsRegular = Axes.All(axis => axis.IsRegular);
    }

    /// <summary>The axes, outermost first.</summary>
    public ImmutableArray<ChunkAxis> Axes { get; }

    /// <summary>Shape of the array.</summary>
    public Shape Shape { get; }

    /// <summary>The longest chunk length along each axis. If the grid is regular, this is the shape of every chunk.</summary>
    public Shape LargestChunk { get; }

    /// <summary>Number of chunks along each axis.</summary>
    public Shape Counts { get; }

    /// <summary>Number of chunks.</summary>
    public long Count => Counts.Count;

    /// <summary>Whether all chunks have the same shape.</summary>
    public bool IsRegular { get; }

    /// <summary>Cuts an array into chunks of equal shape. Chunks at the end of an axis may extend beyond it.</summary>
    /// <exception cref="ArgumentException">The shapes have different ranks, or a chunk has no elements.</exception>
    public static ChunkGrid Regular(Shape shape, Shape chunk)
    {
        if (shape.Rank != chunk.Rank || chunk.Any(length => length == 0))
            throw new ArgumentException($"chunks of shape {chunk} cannot tile an array of shape {shape}", nameof(chunk));
        return new ChunkGrid([.. shape.Select((length, axis) => ChunkAxis.Regular(length, chunk[axis]))]);
    }

    /// <summary>Checks that a chunk fits in one buffer.</summary>
    /// <param name="elementSize">Size of an element in bytes.</param>
    /// <exception cref="ArgumentException">The largest chunk has 2^31 bytes or more.</exception>
    public void CheckChunkBytes(int elementSize)
    {
        if (LargestChunk.Count > Array.MaxLength / elementSize)
            throw new ArgumentException($"a chunk of shape {LargestChunk} has {LargestChunk.Count} elements, too many to hold in one buffer", nameof(elementSize));
    }

    /// <summary>Gets the number of a chunk within the array.</summary>
    /// <param name="chunk">Its number along each axis.</param>
    public long NumberOf(ReadOnlySpan<long> chunk) => Counts.NumberOf(chunk);

    /// <summary>Finds a chunk by its number within the array.</summary>
    /// <param name="number">The number.</param>
    /// <param name="chunk">Receives its number along each axis.</param>
    public void Find(long number, Span<long> chunk) => Counts.IndexAt(number, chunk);

    /// <summary>Gets the shape of a chunk, including any part beyond the end of an axis.</summary>
    /// <param name="chunk">Its number along each axis.</param>
    public Shape ShapeOf(ReadOnlySpan<long> chunk)
    {
        if (IsRegular)
            return LargestChunk;
        Span<long> lengths = stackalloc long[chunk.Length];
        for (var axis = 0; axis < chunk.Length; axis++)
            lengths[axis] = Axes[axis][chunk[axis]].Length;
        return new Shape(lengths);
    }

    /// <summary>Gets the part of the array that a chunk covers.</summary>
    /// <param name="chunk">Its number along each axis.</param>
    public Box BoxOf(ReadOnlySpan<long> chunk)
    {
        Span<long> start = stackalloc long[chunk.Length];
        Span<long> lengths = stackalloc long[chunk.Length];
        for (var axis = 0; axis < chunk.Length; axis++)
        {
            var along = Axes[axis][chunk[axis]];
            (start[axis], lengths[axis]) = (along.Start, Axes[axis].LengthWithin(along));
        }
        return new Box(new Shape(start), new Shape(lengths));
    }

    /// <summary>Counts the chunks that a request intersects.</summary>
    public long CountOf(BlockRequest request)
    {
        var count = 1L;
        for (var axis = 0; axis < request.Rank; axis++)
            count *= Axes[axis].CountOf(request.Axes[axis]);
        return count;
    }

    /// <summary>Counts the elements of the chunks that a request intersects.</summary>
    internal long ElementsOf(BlockRequest request)
    {
        var elements = 1L;
        for (var axis = 0; axis < request.Rank; axis++)
            elements *= Axes[axis].ElementsOf(request.Axes[axis]);
        return elements;
    }

    /// <summary>
    /// Gets the chunks of a part of the array. Numbers begin at the first chunk that the part intersects, which it may cut.
    /// </summary>
    /// <param name="part">The part.</param>
    internal ChunkGrid Slice(Box part) => new([.. Axes.Select((axis, k) => axis.Slice(part.Start[k], part.Lengths[k]))]);

    /// <summary>Whether both grids cut arrays of the same shape at the same positions.</summary>
    public bool Equals(ChunkGrid? other) => other is not null && Axes.SequenceEqual(other.Axes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ChunkGrid);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Shape, LargestChunk);
}

namespace DelayedArrays;

/// <summary>The elements of one chunk that is about to be stored. They lie in the block where they were computed.</summary>
/// <typeparam name="T">Element type.</typeparam>
public readonly ref struct ChunkElements<T> where T : unmanaged
{
    private readonly ReadOnlySpan<T> _values;
    private readonly ReadOnlySpan<long> _strides;

    /// <summary>Wraps elements in C order as a chunk, or as the leading part of one.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="lengths">The number of elements along each axis.</param>
    /// <param name="chunk">Shape of the chunk, at least <paramref name="lengths"/>.</param>
    public ChunkElements(ReadOnlySpan<T> values, Shape lengths, Shape chunk)
        : this(values, lengths.Strides(), chunk, new Box(new Shape(new long[lengths.Rank]), lengths)) { }

    internal ChunkElements(ReadOnlySpan<T> values, ReadOnlySpan<long> strides, Shape chunk, Box part)
    {
        _values = values;
        _strides = strides;
        Shape = chunk;
        Part = part;
    }

    /// <summary>Shape of the whole chunk.</summary>
    public Shape Shape { get; }

    /// <summary>
    /// The part of the chunk that the array covers, relative to the start of the chunk. At the edges of the array it is smaller than the
    /// chunk.
    /// </summary>
    public Box Part { get; }

    /// <summary>The value of elements that the array does not cover.</summary>
    public T Fill { get; init; }

    /// <summary>Memory for assembling the chunk if its elements are not contiguous.</summary>
    internal ChunkRoom<T>? Room { get; init; }

    /// <summary>
    /// Gets all elements of the chunk in C order. Elements that the array does not cover are <see cref="Fill"/>. The span is valid until
    /// the chunk is stored.
    /// </summary>
    public ReadOnlySpan<T> ToSpan()
    {
        if (TryAsSpan(out var elements))
            return elements;
        var chunk = Room is null ? new T[Shape.Count] : Room.Take(Shape.Count);
        CopyTo(new Box(new Shape(new long[Shape.Rank]), Shape), [], chunk);
        return chunk;
    }

    /// <summary>Gets all elements of the chunk without a copy, if they are contiguous and in C order.</summary>
    public bool TryAsSpan(out ReadOnlySpan<T> elements)
    {
        elements = default;
        var stride = 1L;
        for (var axis = Shape.Rank - 1; axis >= 0; axis--)
        {
            if (Part.Lengths[axis] != Shape[axis] || (Shape[axis] > 1 && _strides[axis] != stride))
                return false;
            stride *= Shape[axis];
        }
        elements = _values[..(int)Shape.Count];
        return true;
    }

    /// <summary>Whether the array covers any element of a box of the chunk.</summary>
    public bool Meets(Box box)
    {
        for (var axis = 0; axis < Shape.Rank; axis++)
        {
            if (box.Start[axis] >= Part.Start[axis] + Part.Lengths[axis] || box.Start[axis] + box.Lengths[axis] <= Part.Start[axis])
                return false;
        }
        return true;
    }

    /// <summary>Copies a box of the chunk. Elements that the array does not cover become <see cref="Fill"/>.</summary>
    /// <param name="box">The box, relative to the start of the chunk.</param>
    /// <param name="order">The axes in the destination, from slowest to fastest; empty for C order.</param>
    /// <param name="destination">Receives the elements, as many as the box has.</param>
    public void CopyTo(Box box, ReadOnlySpan<int> order, Span<T> destination)
    {
        Span<CopyAxis> axes = new CopyAxis[box.Lengths.Rank];
        var covered = 1L;
        var stride = 1L;
        for (var k = axes.Length - 1; k >= 0; k--)
        {
            var axis = order.IsEmpty ? k : order[k];
            axes[k] = Along(axis, box.Start[axis], box.Lengths[axis], stride);
            covered *= axes[k].Count;
            stride *= box.Lengths[axis];
        }
        if (covered < box.Count)
            destination.Fill(Fill);
        if (covered > 0)
            StridedCopy.Copy(_values, destination, axes);
    }

    /// <summary>Copies the elements that the array covers into a chunk. Its other elements stay unchanged.</summary>
    /// <param name="chunk">All elements of a chunk in C order.</param>
    public void PutInto(Span<T> chunk)
    {
        Span<CopyAxis> axes = new CopyAxis[Shape.Rank];
        var strides = Shape.Strides();
        for (var axis = 0; axis < axes.Length; axis++)
            axes[axis] = Along(axis, 0, Shape[axis], strides[axis]);
        StridedCopy.Copy(_values, chunk, axes);
    }

    /// <summary>Describes the copy along one axis: from the covered part of a range to its place in the range.</summary>
    private CopyAxis Along(int axis, long start, long length, long stride)
    {
        var from = Math.Max(start, Part.Start[axis]);
        var end = Math.Min(start + length, Part.Start[axis] + Part.Lengths[axis]);
        return new((int)Math.Max(end - from, 0), (from - Part.Start[axis]) * _strides[axis], _strides[axis], (from - start) * stride, stride);
    }
}

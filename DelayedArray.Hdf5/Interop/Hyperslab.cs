namespace DelayedArrays.Hdf5;

/// <summary>A selection: a box, with an optional stride.</summary>
/// <remarks>The spans must outlive it.</remarks>
internal readonly unsafe ref struct Hyperslab(ReadOnlySpan<long> start, ReadOnlySpan<long> count, ReadOnlySpan<long> stride)
{
    private readonly ReadOnlySpan<long> _start = start;
    private readonly ReadOnlySpan<long> _count = count;
    private readonly ReadOnlySpan<long> _stride = stride;

    /// <summary>Whether the dataset is a scalar, which the library selects whole by default.</summary>
    public bool IsScalar => _start.IsEmpty;

    public Hdf5Id InFile(Hdf5Location location, Hdf5Id dataset)
    {
        var space = location.Id(H5D.Space(dataset), "cannot read the shape");
        fixed (long* first = _start, number = _count, step = _stride)
            location.Ok(H5S.Select(space, H5S.SelectSet, first, step, number, null), "cannot select elements");
        return space;
    }

    public Hdf5Id InMemory(Hdf5Location location)
    {
        fixed (long* number = _count)
            return location.Id(H5S.CreateSimple(_count.Length, number, null), "cannot select elements");
    }
}

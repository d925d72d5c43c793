namespace DelayedArrays;

/// <summary>An array that lives elsewhere, with any element type.</summary>
public interface ISeed
{
    /// <summary>Shape of the array.</summary>
    Shape Shape { get; }

    /// <summary>Shape of the stored chunks; null if every part is equally easy to read.</summary>
    Shape? ChunkShape { get; }

    /// <summary>Whether it stores only non-zero elements.</summary>
    bool IsSparse { get; }

    /// <summary>Whether the values are in memory.</summary>
    bool IsInMemory { get; }

    /// <summary>A short description of the array and its location, such as <c>HDF5 counts.h5::X</c>.</summary>
    string Description { get; }

    /// <summary>Path of the file or store; null if there is none.</summary>
    string? Path { get; }

    /// <summary>Reports the cost of reading a block, without reading it.</summary>
    void Plan(BlockRequest request, ReadPlan plan);
}

/// <summary>An array that lives elsewhere, with elements of type <typeparamref name="T"/>. Safe for use by many threads.</summary>
public interface ISeed<T> : ISeed where T : unmanaged
{
    /// <summary>Opens a block for reading by one thread.</summary>
    /// <param name="request">The part to read; never empty.</param>
    /// <param name="context">Buffers, cache, counters and cancellation.</param>
    BlockCursor<T> Open(BlockRequest request, BlockContext context);
}

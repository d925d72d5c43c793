namespace DelayedArrays;

/// <summary>An array that lives elsewhere, whatever its element type.</summary>
public interface ISeed
{
    /// <summary>Shape of the array.</summary>
    Shape Shape { get; }

    /// <summary>Shape of the chunks it is stored in, or null where any part is as easily read as any other.</summary>
    Shape? ChunkShape { get; }

    /// <summary>Whether it stores non-zero elements only.</summary>
    bool IsSparse { get; }

    /// <summary>Whether the values are at hand in memory.</summary>
    bool IsInMemory { get; }

    /// <summary>What it is and where, in a few words, such as <c>HDF5 counts.h5::X</c>.</summary>
    string Description { get; }

    /// <summary>Path of the file or store, or null.</summary>
    string? Path { get; }

    /// <summary>Tells what reading a block costs, without reading it.</summary>
    void Plan(BlockRequest request, ReadPlan plan);
}

/// <summary>An array that lives elsewhere, with elements of type <typeparamref name="T"/>. Safe for use by many threads.</summary>
public interface ISeed<T> : ISeed where T : unmanaged
{
    /// <summary>Opens a block for reading by one thread.</summary>
    /// <param name="request">What is asked for; never empty.</param>
    /// <param name="context">Buffers, cache, counters and cancellation.</param>
    BlockCursor<T> Open(BlockRequest request, BlockContext context);
}

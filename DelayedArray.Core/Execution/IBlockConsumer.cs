namespace DelayedArrays;

/// <summary>What takes the blocks of an array: a reduction, memory, or a file. Called by many threads at once, once per block.</summary>
internal interface IBlockConsumer
{
    /// <summary>The array consumed.</summary>
    Node Root { get; }

    /// <summary>Order of the axes in which blocks are asked for.</summary>
    System.Collections.Immutable.ImmutableArray<int> MemoryOrder { get; }

    /// <summary>Takes one block.</summary>
    /// <param name="number">Number of the block in the grid.</param>
    /// <param name="box">Where it lies.</param>
    /// <param name="context">To open the block with.</param>
    void Consume(long number, Box box, BlockContext context);

    /// <summary>Bytes the consumer itself needs for a block.</summary>
    long BufferBytes(Box box);
}

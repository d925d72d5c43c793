using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// Takes the blocks of an array in a <see cref="Pass"/>: a reduction, a copy in memory, a file. Formats that store chunks derive from
/// <see cref="ChunkSink{T}"/>, which leaves one method to implement.
/// </summary>
/// <remarks>
/// The pass calls <see cref="Begin"/>, then <see cref="Consume"/> once per block from several threads at once, and, if all calls
/// succeeded, <see cref="Finish"/>. <see cref="Pass.Explain"/> calls none of the three. A result that is to be the same for any number of
/// threads must not depend on the order of the blocks.
/// </remarks>
public interface IBlockSink
{
    /// <summary>The <see cref="DelayedArray.Root"/> of the array to consume.</summary>
    Node Root { get; }

    /// <summary>
    /// The axes from outermost to innermost, in the memory of a block and from one block to the next; C order by default.
    /// </summary>
    ImmutableArray<int> MemoryOrder => [.. Enumerable.Range(0, Root.Shape.Rank)];

    /// <summary>The chunks that blocks must be made of; null if blocks may have any shape.</summary>
    ChunkGrid? Chunks => null;

    /// <summary>Bytes of the buffers needed to consume one block, apart from those for evaluating it.</summary>
    /// <param name="box">Where the block lies.</param>
    long BufferBytes(Box box) => 0;

    /// <summary>Receives the grid before the first block.</summary>
    void Begin(BlockGrid grid) { }

    /// <summary>Consumes one block: opens it with <see cref="BlockContext.OpenRoot"/> and pulls its values.</summary>
    /// <param name="number">Number of the block in the grid.</param>
    /// <param name="box">Where it lies.</param>
    /// <param name="context">Opens the block, lends buffers, signals cancellation. Valid until the method returns.</param>
    void Consume(long number, Box box, BlockContext context);

    /// <summary>Called after all blocks have been consumed.</summary>
    void Finish() { }
}

using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// Takes the blocks of an array in a <see cref="Pass"/>: a reduction, memory, a file. For files of chunks derive from
/// <see cref="ChunkSink{T}"/>, which leaves one method to write.
/// </summary>
/// <remarks>
/// The pass calls <see cref="Begin"/>, then <see cref="Consume"/> once per block from several threads at once, and, if all of that
/// succeeded, <see cref="Finish"/>. <see cref="Pass.Explain"/> calls none of the three. Results that must not depend on the number of
/// threads must not depend on the order of the blocks.
/// </remarks>
public interface IBlockSink
{
    /// <summary>The array whose blocks are taken: <see cref="DelayedArray.Root"/>.</summary>
    Node Root { get; }

    /// <summary>The axes from outermost to innermost as they lie in the memory of a block, and as blocks follow each other; C order by default.</summary>
    ImmutableArray<int> MemoryOrder => [.. Enumerable.Range(0, Root.Shape.Rank)];

    /// <summary>The chunks of the array that blocks have to be made of; null where blocks of any shape will do.</summary>
    ChunkGrid? Chunks => null;

    /// <summary>Bytes of the buffers that taking one block needs, without those for evaluating it.</summary>
    /// <param name="box">Where the block lies.</param>
    long BufferBytes(Box box) => 0;

    /// <summary>Learns the grid before the first block comes.</summary>
    void Begin(BlockGrid grid) { }

    /// <summary>Takes one block: opens it with <see cref="BlockContext.OpenRoot"/> and pulls its values.</summary>
    /// <param name="number">Number of the block in the grid.</param>
    /// <param name="box">Where it lies.</param>
    /// <param name="context">Opens the block, lends buffers, tells of cancellation. For use until the method returns.</param>
    void Consume(long number, Box box, BlockContext context);

    /// <summary>Learns that all blocks have been taken.</summary>
    void Finish() { }
}

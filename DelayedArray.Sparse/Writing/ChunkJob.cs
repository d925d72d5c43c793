namespace DelayedArrays;

/// <summary>A chunk to be encoded and stored. Disposing it releases its memory, whether or not it was stored.</summary>
internal abstract class ChunkJob : IDisposable
{
    /// <summary>Encodes and stores the chunk. Jobs of one array may run at the same time and in any order.</summary>
    /// <param name="context">The context of the thread that runs it, if any.</param>
    public abstract void Run(BlockContext? context);

    public abstract void Dispose();
}

namespace DelayedArrays;

/// <summary>A chunk to be encoded and stored; disposing gives its memory back, whether it was stored or not.</summary>
internal abstract class ChunkJob : IDisposable
{
    /// <summary>Encodes and stores the chunk. Jobs of one array may run at once and in any order.</summary>
    /// <param name="context">The block of the thread that does it, if there is one.</param>
    public abstract void Run(BlockContext? context);

    public abstract void Dispose();
}

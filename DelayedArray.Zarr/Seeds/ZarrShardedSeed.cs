namespace DelayedArrays.Zarr;

/// <summary>An array whose chunks are parts of shards. Chunks that lie close together are read at once.</summary>
internal sealed class ZarrShardedSeed<T>(ZarrSource source, ZarrElementLayout layout, T fill)
    : ZarrSeed<T>(source, layout, fill), IChunkBatchReader<T> where T : unmanaged
{
    public void ReadChunks(IReadOnlyList<long[]> chunks, ChunkTaker<T> take, BlockContext context)
    {
        var runs = new ZarrShardRuns(Reader, chunks, Decoder.MaxStored(Chunk), context);
        runs.Read((i, stored) => take(
            i, destination => stored is { } bytes ? Decode(chunks[i], bytes.Span, destination, context) : Fill(destination)));
    }

    // Finding out would mean reading the index of the shard.
    public override long? StoredBytes(ReadOnlySpan<long> chunk) => null;

    protected override long BufferBytes(long chunks) =>
        base.BufferBytes(chunks) + (chunks > 1 ? ZarrShardRuns.MaxBytes(chunks, Decoder.MaxStored(Chunk)) : 0);
}

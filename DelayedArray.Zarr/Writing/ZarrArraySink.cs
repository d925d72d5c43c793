namespace DelayedArrays.Zarr;

/// <summary>Stores an array as a new array of a Zarr store. The workers encode its chunks or shards.</summary>
/// <param name="array">The array.</param>
/// <param name="target">The new array.</param>
/// <param name="encoder">Makes the bytes of chunks.</param>
/// <param name="keepsStored">Whether to keep chunks that are already stored.</param>
internal sealed class ZarrArraySink<T>(DelayedArray<T> array, ZarrSource target, ChunkEncoder<T> encoder, bool keepsStored)
    : ChunkSink<T>(array, ChunkGrid.Regular(target.Info.Shape, encoder.Outer)) where T : unmanaged
{
    protected override T Fill => encoder.Fill;

    protected override long ChunkBufferBytes => encoder.BufferBytes;

    protected override void WriteChunk(ReadOnlySpan<long> chunk, ChunkElements<T> elements, BlockContext context)
    {
        using var encoded = new EncodedBuffer();
        var isStored = encoder.TryEncode(elements, encoded, context);
        using (context.Reading())
            target.Write(target.ChunkKey(chunk), isStored ? encoded : null, context.Cancellation);
    }

    protected override bool IsStored(ReadOnlySpan<long> chunk, BlockContext context) =>
        keepsStored && target.Store.Length(target.ChunkKey(chunk), context.Cancellation) is not null;
}

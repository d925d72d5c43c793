using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>Stores an array in a chunked dataset. Workers apply the filters in parallel, and store chunks one at a time.</summary>
internal sealed class Hdf5ChunkSink<T>(DelayedArray<T> array, Hdf5Dataset dataset, CodecPipeline filters)
    : ChunkSink<T>(array, ChunkGrid.Regular(array.Shape, new Shape(dataset.ChunkShape.AsSpan()))) where T : unmanaged
{
    protected override unsafe long ChunkBufferBytes =>
        base.ChunkBufferBytes + filters.MaximumEncodedLength(Grid.LargestChunk.Count * sizeof(T));

    public override void Finish() => dataset.Dispose();

    protected override void WriteChunk(ReadOnlySpan<long> chunk, ChunkElements<T> elements, BlockContext context)
    {
        var start = Grid.BoxOf(chunk).Start.AsSpan();
        var bytes = MemoryMarshal.AsBytes(elements.ToSpan());
        if (filters.Codecs.IsEmpty)
        {
            using (context.Reading())
                dataset.WriteChunkRaw(start, 0, bytes);
            return;
        }
        using var encoded = new EncodedBuffer();
        var mask = filters.Encode(bytes, encoded);
        using (context.Reading())
            dataset.WriteChunkRaw(start, mask, encoded.Written);
    }
}

namespace DelayedArrays.Hdf5;

/// <summary>A chunked dataset with filters that can decode directly into separate rows.</summary>
internal sealed class Hdf5RowSeed<T>(Hdf5Dataset dataset, CodecPipeline filters)
    : Hdf5ChunkedSeed<T>(dataset, filters), IChunkRowReader<T> where T : unmanaged
{
    public long ReadChunkRows(ReadOnlySpan<long> chunk, SpanRows<T> rows, BlockContext context) => ReadRows(chunk, rows, context);
}

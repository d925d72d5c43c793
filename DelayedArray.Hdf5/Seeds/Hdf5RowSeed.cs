namespace DelayedArrays.Hdf5;

/// <summary>A chunked dataset whose filters can be undone right into rows that lie apart.</summary>
internal sealed class Hdf5RowSeed<T>(Hdf5Dataset dataset, CodecPipeline filters)
    : Hdf5ChunkedSeed<T>(dataset, filters), IChunkRowReader<T> where T : unmanaged
{
    public long ReadChunkRows(ReadOnlySpan<long> chunk, SpanRows<T> rows, BlockContext context) => ReadRows(chunk, rows, context);
}

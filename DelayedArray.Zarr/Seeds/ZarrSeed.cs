namespace DelayedArrays;

/// <summary>An array in chunks of one shape, whether they are values of the store or parts of shards.</summary>
internal sealed class ZarrSeed<T> : ChunkedSeed<T> where T : unmanaged
{
    private readonly ZarrSource _source;
    private readonly ChunkReader _reader;
    private readonly ChunkDecoder<T> _decoder;
    private readonly T _fill;

    public ZarrSeed(ZarrSource source, Shape chunk, ElementLayout layout, T fill)
        : base(source.Info.Shape, chunk)
    {
        _source = source;
        _reader = new ChunkReader(source);
        _decoder = new ChunkDecoder<T>(source.Coding.Codec, layout);
        _fill = fill;
    }

    public override string Description => _source.Description;

    public override string Path => _source.Location;

    protected override bool ReadsTogether => _source.Coding.Shards.Length > 0;

    protected override long BufferBytes(long chunks) =>
        _decoder.Scratch(Chunk) + (ReadsTogether && chunks > 1 ? ShardRuns.MostBytes(chunks, _decoder.MostStored(Chunk)) : 0);

    protected override long ReadChunk(ReadOnlySpan<long> chunk, Span<T> destination, BlockContext context)
    {
        using EncodedBuffer stored = new();
        return _reader.TryRead(chunk, _decoder.MostStored(Chunk), stored, context)
            ? Decode(chunk, stored.Written, destination, context)
            : Fill(destination);
    }

    protected override void ReadChunks(IReadOnlyList<long[]> chunks, ChunkTaker<T> take, BlockContext context)
    {
        ShardRuns runs = new(_reader, chunks, _decoder.MostStored(Chunk), context);
        runs.Read((i, stored) => take(
            i, destination => stored is { } bytes ? Decode(chunks[i], bytes.Span, destination, context) : Fill(destination)));
    }

    private long Decode(ReadOnlySpan<long> chunk, ReadOnlySpan<byte> stored, Span<T> destination, BlockContext context)
    {
        try
        {
            _decoder.Decode(stored, destination, Chunk, context);
            return stored.Length;
        }
        catch (CodecException problem)
        {
            throw _source.Problem(chunk, $"cannot be decoded: {problem.Message}", problem);
        }
    }

    private long Fill(Span<T> destination)
    {
        destination.Fill(_fill);
        return 0;
    }

    // A web server would be asked for each chunk, and the index of a shard would have to be read.
    protected override bool KnowsStoredBytes => _source.Coding.Shards.Length == 0 && _source.Store.CanList;

    protected override long StoredBytes(ReadOnlySpan<long> chunk) =>
        KnowsStoredBytes ? _reader.StoredLength(chunk) : base.StoredBytes(chunk);
}

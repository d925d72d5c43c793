namespace DelayedArrays;

/// <summary>An array in chunks of one shape, whether they are values of the store or parts of shards.</summary>
internal sealed class ZarrSeed<T> : ChunkedSeed<T>, ISeed<T> where T : unmanaged
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

    void ISeed.Plan(BlockRequest request, ReadPlan plan)
    {
        Plan(request, plan);
        plan.AddBuffer(_decoder.Scratch(Chunk));
    }

    protected override long ReadChunk(ReadOnlySpan<long> chunk, Span<T> destination, BlockContext context)
    {
        using EncodedBuffer stored = new();
        if (!_reader.TryRead(chunk, _decoder.MostStored(Chunk), stored, context))
        {
            destination.Fill(_fill);
            return 0;
        }
        try
        {
            _decoder.Decode(stored.Written, destination, Chunk, context);
        }
        catch (CodecException problem)
        {
            throw _source.Problem(chunk, $"cannot be decoded: {problem.Message}", problem);
        }
        return stored.Written.Length;
    }

    // A web server would be asked for each chunk.
    protected override long StoredBytes(ReadOnlySpan<long> chunk) =>
        _source.Coding.Shards.Length == 0 && _source.Store.CanList ? _reader.StoredLength(chunk) : base.StoredBytes(chunk);
}

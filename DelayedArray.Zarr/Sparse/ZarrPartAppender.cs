namespace DelayedArrays.Zarr;

/// <summary>A part of a sparse group.</summary>
/// <param name="Store">The store.</param>
/// <param name="Key">Key of the array.</param>
/// <param name="Info">Its metadata.</param>
internal readonly record struct ZarrPart(ZarrStore Store, StoreKey Key, ZarrArrayInfo Info)
{
    /// <summary>The number of elements of a chunk, or of a shard.</summary>
    public int ChunkLength => checked((int)Info.Grid.Regular!.Value[0]);
}

/// <summary>Appends elements to an array of one axis. The change writes the metadata later.</summary>
internal sealed class ZarrPartAppender<T> : PartAppender<T> where T : unmanaged
{
    private readonly ZarrPart _part;
    private readonly long _length;
    private readonly ZarrSparseChange _change;
    private readonly ZarrSource _target;
    private readonly ChunkEncoder<T> _encoder;

    /// <summary>Starts after the first elements of an array, which stay.</summary>
    /// <param name="part">The array.</param>
    /// <param name="length">The number of elements that stay.</param>
    /// <param name="change">The change that this belongs to.</param>
    /// <exception cref="ArrayFormatException">The last chunk cannot be read.</exception>
    public ZarrPartAppender(ZarrPart part, long length, ZarrSparseChange change) : base(part.ChunkLength, length)
    {
        (_part, _length, _change) = (part, length, change);
        var info = part.Info;
        _target = new ZarrSource(part.Store, part.Key, info, ChunkCoding.Of(info));
        _encoder = new ChunkEncoder<T>(_target.Coding, info.Grid.Regular!.Value, info.Fill.Number<T>(info.DataType), skipsFill: false);
        if (Filled > 0)
            ReadOld(Start, Chunk);
    }

    protected override void Store(long start, Span<T> chunk, int count, BlockContext? context)
    {
        var scope = new ZarrReadScope(context, _change.Cancellation);
        var key = _target.ChunkKey([start / ChunkLength]);
        using var held = start < _length ? Take(start, key, chunk, scope) : null;
        using var encoded = new EncodedBuffer();
        _encoder.TryEncode(new ChunkElements<T>(chunk[..count], [count], _encoder.Outer) { Fill = _encoder.Fill }, encoded, context);
        using (scope.Reading())
            _target.Write(key, encoded, _change.Cancellation);
    }

    protected override void Complete(long length) => _change.SetLength(_part.Key.Name, length);

    /// <summary>Takes the right to replace a chunk, and reads its old elements again, because others may have changed them.</summary>
    private IDisposable? Take(long start, StoreKey key, Span<T> chunk, ZarrReadScope scope)
    {
        using (scope.Reading())
        {
            if (_change.TakeChunk(key) is not { } held)
                return null;
            ReadOld(start, chunk);
            return held;
        }
    }

    /// <summary>Reads the elements of a chunk that were there before.</summary>
    private void ReadOld(long start, Span<T> chunk)
    {
        var there = ZarrArray.Open(_part.Store, _part.Key, _part.Info with { Shape = [_length] }).As<T>();
        there[AxisSelection.Range(start, _length - start)].ToArray(new() { Cancellation = _change.Cancellation }).CopyTo(chunk);
    }
}

namespace DelayedArrays;

/// <summary>Appends elements to an array of one axis. Its metadata are written by others, afterwards.</summary>
internal sealed class ZarrElementStream<T> : ElementStream<T> where T : unmanaged
{
    private readonly ZarrStore _store;
    private readonly StoreKey _key;
    private readonly ZarrArrayInfo _info;
    private readonly ZarrSource _target;
    private readonly ChunkEncoder<T> _encoder;
    private readonly long _length;
    private readonly Func<StoreKey, IDisposable>? _take;
    private readonly CancellationToken _cancellation;

    /// <summary>Starts behind the first elements of an array, which stay.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">Where the array is.</param>
    /// <param name="info">Its metadata.</param>
    /// <param name="length">Elements that are there.</param>
    /// <param name="take">Takes the right to replace a chunk of which others may change elements; null if there are no others.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <exception cref="ArrayFormatException">The last chunk cannot be read.</exception>
    public ZarrElementStream(
        ZarrStore store, StoreKey key, ZarrArrayInfo info, long length, Func<StoreKey, IDisposable>? take, CancellationToken cancellation)
        : base(checked((int)info.Grid.Regular!.Value[0]), length)
    {
        (_store, _key, _info) = (store, key, info);
        _target = new ZarrSource(store, key, info, ChunkCoding.Of(info));
        _encoder = new ChunkEncoder<T>(_target.Coding, info.Grid.Regular!.Value, FillValues.Number<T>(info.Fill, info.DataType), skipsFill: false);
        (_length, _take, _cancellation) = (length, take, cancellation);
        if (Filled > 0)
            ReadOld(Start, Chunk);
    }

    protected override void Store(long start, int count, PooledBuffer chunk, EncodedBuffer scratch, BlockContext? context)
    {
        var scope = new ZarrReadScope(context, _cancellation);
        var key = _target.ChunkKey([start / _encoder.Outer[0]]);
        using var held = start < _length ? Take(start, key, chunk, scope) : null;
        scratch.Clear();
        _encoder.TryEncode(new ChunkElements<T>(chunk.As<T>()[..count], [count], _encoder.Outer) { Fill = _encoder.Fill }, scratch, context);
        using (scope.Reading())
            _target.Write(key, scratch, _cancellation);
    }

    /// <summary>Takes the right to replace a chunk, and reads once more what others may have changed of it.</summary>
    private IDisposable? Take(long start, StoreKey key, PooledBuffer chunk, ZarrReadScope scope)
    {
        using (scope.Reading())
        {
            if (_take?.Invoke(key) is not { } held)
                return null;
            ReadOld(start, chunk);
            return held;
        }
    }

    /// <summary>Reads those elements of a chunk that were there before.</summary>
    private void ReadOld(long start, PooledBuffer chunk)
    {
        var there = ZarrArray.Open(_store, _key, _info with { Shape = [_length] }).As<T>();
        there[AxisSelection.Range(start, _length - start)].ToArray(new() { Cancellation = _cancellation }).CopyTo(chunk.As<T>());
    }
}

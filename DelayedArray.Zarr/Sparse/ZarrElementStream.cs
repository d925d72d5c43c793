namespace DelayedArrays;

/// <summary>Appends elements to an array of one axis. Its metadata are written by others, afterwards.</summary>
internal sealed class ZarrElementStream<T> : ElementStream<T> where T : unmanaged
{
    private readonly ZarrSource _target;
    private readonly ChunkEncoder<T> _encoder;
    private readonly CancellationToken _cancellation;

    /// <summary>Starts behind the first elements of an array, which stay.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">Where the array is.</param>
    /// <param name="info">Its metadata.</param>
    /// <param name="length">Elements that are there.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <exception cref="ArrayFormatException">The last chunk cannot be read.</exception>
    public ZarrElementStream(ZarrStore store, StoreKey key, ZarrArrayInfo info, long length, CancellationToken cancellation)
        : base(checked((int)info.Grid.Regular!.Value[0]), length)
    {
        _target = new ZarrSource(store, key, info, ChunkCodings.Of(info));
        _encoder = new ChunkEncoder<T>(_target.Coding, info.Grid.Regular!.Value, FillValues.Number<T>(info.Fill, info.DataType), skipsFill: false);
        _cancellation = cancellation;
        if (Filled > 0)
        {
            var there = ZarrArray.Open(store, key, info with { Shape = [length] }).As<T>();
            there[AxisSelection.Range(Start, Filled)].ToArray(new() { Cancellation = cancellation }).CopyTo(Chunk.As<T>());
        }
    }

    protected override void Store(long start, int count, PooledBuffer chunk, EncodedBuffer scratch, BlockContext? context)
    {
        scratch.Clear();
        _encoder.TryEncode(new Tile<T>(chunk.As<T>()[..count], [count]), [0], scratch, context);
        var key = _target.ChunkKey([start / _encoder.Outer[0]]);
        if (context is null)
        {
            _target.Write(key, scratch, _cancellation);
            return;
        }
        using (context.Reading())
            _target.Write(key, scratch, _cancellation);
    }
}

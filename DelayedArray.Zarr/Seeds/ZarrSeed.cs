namespace DelayedArrays;

/// <summary>
/// A Zarr array as <see cref="ZarrArray"/> opens it. Its chunks, of one shape or several, are values of the store or parts of shards.
/// </summary>
public class ZarrSeed<T> : ChunkedSeed<T>, IStoredChunkSizes where T : unmanaged
{
    private readonly T _fill;

    private protected ZarrSeed(ZarrSource source, ZarrElementLayout layout, T fill)
        : base(source.Grid)
    {
        Source = source;
        Reader = new ZarrChunkReader(source);
        Decoder = new ZarrChunkDecoder<T>(source.Coding.Codec, layout);
        _fill = fill;
    }

    /// <summary>The metadata of the array.</summary>
    public ZarrArrayInfo Info => Source.Info;

    /// <inheritdoc/>
    public override string Description => Source.Description;

    /// <inheritdoc/>
    public override string Path => Source.Location;

    private protected ZarrSource Source { get; }

    private protected ZarrChunkReader Reader { get; }

    private protected ZarrChunkDecoder<T> Decoder { get; }

    /// <summary>Opens an array.</summary>
    /// <param name="store">The store, which must stay open while the seed is in use.</param>
    /// <param name="path">Path of the array within the store; empty for the root.</param>
    /// <exception cref="ArrayFormatException">There is no such array, or its metadata or codecs cannot be read.</exception>
    /// <exception cref="UnsupportedElementTypeException">It does not hold elements of type <typeparamref name="T"/>.</exception>
    public static ZarrSeed<T> Open(ZarrStore store, string path = "") => ZarrArray.Open(store, path).Seeds is [ZarrSeed<T> seed]
        ? seed
        : throw new UnsupportedElementTypeException(
            $"{store.Location}::{path}: is not an array with elements of type {ElementTypes.Of<T>().Name()}");

    /// <inheritdoc/>
    public virtual long? StoredBytes(ReadOnlySpan<long> chunk) =>
        // A web server would get a request for each chunk.
        Source.Store.CanList ? Reader.StoredLength(chunk) : null;

    /// <summary>Chooses how an array is read.</summary>
    /// <param name="source">The array.</param>
    /// <param name="layout">The position of the numbers in its elements.</param>
    /// <param name="fill">The value of elements that are not stored.</param>
    internal static ZarrSeed<T> Of(ZarrSource source, ZarrElementLayout layout, T fill) => source.Coding.Shards.Length > 0
        ? new ZarrShardedSeed<T>(source, layout, fill)
        : new ZarrSeed<T>(source, layout, fill);

    /// <inheritdoc/>
    protected override long BufferBytes(long chunks) => Decoder.Scratch(Chunk);

    /// <inheritdoc/>
    protected override long ReadChunk(ReadOnlySpan<long> chunk, Span<T> destination, BlockContext context)
    {
        using var stored = new EncodedBuffer();
        return Reader.TryRead(chunk, Decoder.MaxStored(Grid.ShapeOf(chunk)), stored, context)
            ? Decode(chunk, stored.Written, destination, context)
            : Fill(destination);
    }

    private protected long Decode(ReadOnlySpan<long> chunk, ReadOnlySpan<byte> stored, Span<T> destination, BlockContext context)
    {
        try
        {
            Decoder.Decode(stored, destination, Grid.ShapeOf(chunk), context);
            return stored.Length;
        }
        catch (CodecException problem)
        {
            throw Source.Problem(chunk, $"cannot be decoded: {problem.Message}", problem);
        }
    }

    private protected long Fill(Span<T> destination)
    {
        destination.Fill(_fill);
        return 0;
    }
}

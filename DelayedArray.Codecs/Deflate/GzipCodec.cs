using System.Buffers;

namespace DelayedArrays;

/// <summary>Deflate in gzip framing (RFC 1952), with one or more members. It uses the engines of <see cref="DeflateCodec"/>.</summary>
public sealed class GzipCodec : IByteCodec
{
    private readonly int _level;
    private readonly IDeflateEngine? _engine;

    /// <summary>Creates the codec.</summary>
    /// <param name="level">Effort of encoding, 0 (store) to 9. It does not affect decoding.</param>
    public GzipCodec(int level = DeflateCodec.DefaultLevel) : this(level, null) { }

    internal GzipCodec(int level, IDeflateEngine? engine)
    {
        _level = level;
        _engine = engine;
    }

    /// <summary>The codec's entry in the table.</summary>
    public static CodecEntry Entry { get; } = new("gzip")
    {
        Zarr2 = new("gzip", stored => new GzipCodec(DeflateCodec.StoredLevel(stored)))
        {
            Write = choice => [("level", choice.Level ?? 1)],
        },
        Zarr3 = new("gzip", stored => new GzipCodec(stored.Whole("level", 0, 9) ?? DeflateCodec.DefaultLevel))
        {
            Write = choice => [("level", choice.Level ?? 1)],
        },
    };

    /// <inheritdoc/>
    public string Name => "gzip";

    /// <inheritdoc/>
    public long MaximumEncodedLength(long length) => DeflateCodec.Bound(length);

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        DeflateCodec.CheckLevel(Name, _level);
        (_engine ?? DeflateCodec.PreferredEncoder).Encode(Name, DeflateFraming.Gzip, _level, source, destination);
    }

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination) =>
        (_engine ?? DeflateCodec.PreferredDecoder(source.Length, destination.Length)).Decode(Name, DeflateFraming.Gzip, source, destination);
}

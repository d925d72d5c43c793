using System.Buffers;

namespace DelayedArrays;

/// <summary>
/// Deflate in zlib framing (RFC 1950, RFC 1951): HDF5 filter 1. It uses libdeflate if installed, otherwise System.IO.Compression. On
/// processors where this library's own decoder is faster, it uses that one. Bytes after the end of the stream are ignored, as in libhdf5.
/// </summary>
public sealed class DeflateCodec : IByteCodec
{
    internal const int DefaultLevel = 6;
    private const int MinManaged = 64 * 1024;
    private const int MinManagedRatio = 4;
    private readonly int _level;
    private readonly IDeflateEngine? _engine;

    /// <summary>Creates the codec.</summary>
    /// <param name="level">Effort of encoding, 0 (store) to 9. It does not affect decoding.</param>
    public DeflateCodec(int level = DefaultLevel) : this(level, null) { }

    internal DeflateCodec(int level, IDeflateEngine? engine)
    {
        _level = level;
        _engine = engine;
    }

    /// <summary>The codec's entry in the table.</summary>
    public static CodecEntry Entry { get; } = new("deflate")
    {
        Hdf5 = new(1, stored => new DeflateCodec((int)Math.Min(stored.Value(0, DefaultLevel), int.MaxValue)))
        {
            Names = ["gzip", "deflate"],
            Write = choice => [(uint)choice.LevelWithin("deflate", 4, 0, 9)],
        },
        Zarr2 = new("zlib", stored => new DeflateCodec(StoredLevel(stored)))
        {
            Names = ["zlib"],
            Write = choice => [("level", choice.Level ?? 1)],
        },
    };

    /// <inheritdoc/>
    public string Name => "deflate";

    /// <summary>
    /// Chooses the fastest decoder. That is libdeflate for short streams, which consist mostly of tables, and for streams of many literals.
    /// </summary>
    internal static IDeflateEngine PreferredDecoder(int stored, int decoded)
    {
        var isManagedFaster = decoded >= MinManaged && stored <= decoded / MinManagedRatio;
        return ManagedInflateEngine.IsSupported && (isManagedFaster || !NativeLibraries.Deflate.IsAvailable)
            ? ManagedInflateEngine.Instance
            : PreferredEncoder;
    }

    internal static IDeflateEngine PreferredEncoder =>
        NativeLibraries.Deflate.IsAvailable ? LibDeflateEngine.Instance : StreamDeflateEngine.Instance;

    /// <inheritdoc/>
    /// <remarks>Allows for encoders that store small blocks.</remarks>
    public long MaximumEncodedLength(long length) => Bound(length);

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        CheckLevel(Name, _level);
        (_engine ?? PreferredEncoder).Encode(Name, DeflateFraming.Zlib, _level, source, destination);
    }

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination) =>
        (_engine ?? PreferredDecoder(source.Length, destination.Length)).Decode(Name, DeflateFraming.Zlib, source, destination);

    internal static long Bound(long length) => length + (length / 8) + 128;

    internal static void CheckLevel(string codec, int level)
    {
        if (level is < 0 or > 9)
            throw CodecException.Encoding(codec, $"level {level} is not one of 0 to 9");
    }

    /// <summary>Gets the level from numcodecs' parameters for deflate in any framing. -1 leaves the choice.</summary>
    internal static int StoredLevel(INamedParameters parameters) => parameters.Whole("level", -1, 9) switch
    {
        null => 1,
        -1 => DefaultLevel,
        { } level => level,
    };
}

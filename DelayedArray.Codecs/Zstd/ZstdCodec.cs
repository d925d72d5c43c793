using System.Buffers;

namespace DelayedArrays;

/// <summary>Zstandard frames (RFC 8878) by libzstd: HDF5 filter 32015, with the level as parameter 0.</summary>
/// <param name="level">Effort of encoding. 0 is libzstd's default. libzstd limits the level to its own range.</param>
public sealed partial class ZstdCodec(int level = ZstdCodec.DefaultLevel) : IByteCodec
{
    internal const int DefaultLevel = 3;
    private const int MinLevel = -(1 << 17);
    private const int MaxLevel = 22;

    /// <summary>The codec's entry in the table.</summary>
    public static CodecEntry Entry { get; } = new("zstd")
    {
        Hdf5 = new(32015, stored => new ZstdCodec((int)stored.Value(0, DefaultLevel)))
        {
            Write = choice => [(uint)choice.LevelWithin("zstd", 3, 0, MaxLevel)],
        },
        Zarr2 = new("zstd", stored => new ZstdCodec(stored.Whole("level", MinLevel, MaxLevel) ?? 1))
        {
            Write = choice => [("level", choice.Level ?? 1)],
        },
        Zarr3 = new("zstd", stored => new ZstdCodec(stored.Whole("level", MinLevel, MaxLevel) ?? 0))
        {
            Write = choice => [("level", choice.Level ?? 1), ("checksum", false)],
        },
    };

    /// <inheritdoc/>
    public string Name => "zstd";

    /// <inheritdoc/>
    public bool IsAvailable => NativeLibraries.Zstd.IsAvailable;

    /// <inheritdoc/>
    public long MaximumEncodedLength(long length) => Bound(length);

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var room = destination.Room(Name, MaximumEncodedLength(source.Length));
        destination.Advance(Encode(Name, level, source, room));
    }

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination) => Decode(Name, source, destination);
}

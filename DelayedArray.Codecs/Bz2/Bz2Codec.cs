using System.Buffers;

namespace DelayedArrays;

/// <summary>A bzip2 stream by libbz2: HDF5 filter 307, with the level as parameter 0. Bytes after the stream are ignored.</summary>
/// <param name="level">Effort of encoding, 1 to 9. It does not affect decoding.</param>
public sealed unsafe class Bz2Codec(int level = Bz2Codec.DefaultLevel) : IByteCodec
{
    internal const int DefaultLevel = 9;

    /// <summary>The codec's entry in the table.</summary>
    public static CodecEntry Entry { get; } = new("bz2")
    {
        Hdf5 = new(307, stored => new Bz2Codec((int)Math.Min(stored.Value(0, DefaultLevel), int.MaxValue)))
        {
            Write = choice => [(uint)choice.LevelWithin("bz2", 1, 1, 9)],
        },
        Zarr2 = new("bz2", stored => new Bz2Codec(stored.Whole("level", 1, 9) ?? 1))
        {
            Write = choice => [("level", choice.Level ?? 1)],
        },
    };

    /// <inheritdoc/>
    public string Name => "bz2";

    /// <inheritdoc/>
    public bool IsAvailable => NativeLibraries.Bz2.IsAvailable;

    /// <inheritdoc/>
    /// <remarks>The bound given by libbz2: 1% and 600 bytes more.</remarks>
    public long MaximumEncodedLength(long length) => length + (length / 100) + 601;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (level is < 1 or > 9)
            throw CodecException.Encoding(Name, $"level {level} is not one of 1 to 9");
        NativeLibraries.Bz2.Require(Name);
        var room = destination.Room(Name, MaximumEncodedLength(source.Length));
        var length = (uint)room.Length;
        byte none = 0;
        int result;
        fixed (byte* from = source)
        fixed (byte* to = room)
            result = LibBz2.Compress(to, &length, from == null ? &none : from, (uint)source.Length, level, 0, 0);
        if (result != LibBz2.Success)
            throw CodecException.Encoding(Name, $"libbz2 failed on {source.Length} bytes ({result})");
        destination.Advance((int)length);
    }

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        NativeLibraries.Bz2.Require(Name);
        var length = (uint)destination.Length;
        byte none = 0;
        int result;
        fixed (byte* from = source)
        fixed (byte* to = destination)
        {
            result = LibBz2.Decompress(
                to == null ? &none : to, &length, from == null ? &none : from, (uint)source.Length, 0, 0);
        }
        return result switch
        {
            LibBz2.Success => (int)length,
            LibBz2.OutputFull => throw CodecException.Decoding(Name, $"the data hold more than the {destination.Length} bytes expected"),
            _ => throw CodecException.Decoding(Name, $"the {source.Length} bytes are not a complete bzip2 stream, or its checksum differs ({result})"),
        };
    }
}

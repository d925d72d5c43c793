using System.Buffers;
using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// Blosc 1 buffers: HDF5 filter 32001, with parameters 2 (element size), 4 (level), 5 (shuffle) and 6 (compressor). It uses libblosc on one
/// thread, or <see cref="BloscBlocks"/> for decoding if that is faster. Decoding follows the header of the buffer. Source: the registered
/// filter and the Blosc chunk format.
/// </summary>
public sealed unsafe class BloscCodec : IByteCodec
{
    /// <summary>Names of the compressors in the order of their numbers in the HDF5 filter's parameter 6.</summary>
    public static ImmutableArray<string> Compressors { get; } = ["blosclz", "lz4", "lz4hc", "snappy", "zlib", "zstd"];

    private static readonly string[] Shuffles = ["noshuffle", "shuffle", "bitshuffle"];
    private readonly int _elementSize;
    private readonly int _level;
    private readonly int _shuffle;
    private readonly int _compressor;

    /// <summary>Creates the codec.</summary>
    /// <param name="elementSize">Bytes per element for the shuffle. Blosc treats elements of more than 255 bytes as bytes.</param>
    /// <param name="level">Effort of encoding, 0 to 9.</param>
    /// <param name="shuffle">0 for none, 1 for bytes, 2 for bits.</param>
    /// <param name="compressor">Index into <see cref="Compressors"/>.</param>
    public BloscCodec(int elementSize, int level = 5, int shuffle = 1, int compressor = 0)
    {
        _elementSize = elementSize is > 0 and <= byte.MaxValue ? elementSize : 1;
        _level = level;
        _shuffle = shuffle;
        _compressor = compressor;
    }

    /// <summary>The codec's entry in the table.</summary>
    public static CodecEntry Entry { get; } = new("blosc")
    {
        Variants = ["lz4", "zstd", "zlib", "lz4hc", "blosclz", "snappy"],
        ShufflesItself = true,
        Hdf5 = new(32001, stored => new BloscCodec(
            stored.ElementSizeAt(2), (int)stored.Value(4, 5), (int)stored.Value(5, 1), (int)stored.Value(6, 0)))
        {
            // Filter revision, format version, element size, chunk length in bytes, level, shuffle, compressor.
            Write = choice => [2, 2, (uint)choice.ElementSize, (uint)choice.ChunkLength,
                (uint)choice.LevelWithin("blosc", 5, 0, 9), (uint)choice.Shuffle, (uint)Compressors.IndexOf(choice.Variant)],
        },
        Zarr2 = new("blosc", OfZarr2)
        {
            Write = choice => [("cname", choice.Variant), ("clevel", choice.Level ?? 5), ("shuffle", (int)choice.Shuffle), ("blocksize", 0)],
        },
        Zarr3 = new("blosc", OfZarr3)
        {
            Write = choice => [("cname", choice.Variant), ("clevel", choice.Level ?? 5), ("shuffle", Shuffles[(int)choice.Shuffle]),
                ("typesize", choice.ElementSize), ("blocksize", 0)],
        },
    };

    /// <inheritdoc/>
    public string Name => "blosc";

    /// <inheritdoc/>
    public bool IsAvailable => NativeLibraries.Blosc.IsAvailable;

    /// <inheritdoc/>
    public long MaximumEncodedLength(long length) => length + BloscHeader.Size;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (_level is < 0 or > 9 || _shuffle is < 0 or > 2 || _compressor < 0 || _compressor >= Compressors.Length)
            throw CodecException.Encoding(Name, $"level {_level}, shuffle {_shuffle}, compressor {_compressor} are not possible");
        NativeLibraries.Blosc.Require(Name);
        var bound = MaximumEncodedLength(source.Length);
        // Exactly the bound: libblosc then stores incompressible data raw. With more room, the data could grow.
        var room = destination.Room(Name, bound)[..(int)bound];
        int written;
        fixed (byte* from = source)
        fixed (byte* to = room)
        {
            written = LibBlosc.Compress(
                _level, _shuffle, (nuint)_elementSize, (nuint)source.Length, from, to, (nuint)room.Length,
                Compressors[_compressor], 0, 1);
        }
        if (written <= 0)
            throw CodecException.Encoding(Name, $"libblosc with {Compressors[_compressor]} failed on {source.Length} bytes ({written})");
        destination.Advance(written);
    }

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var header = BloscHeader.Read(Name, source, destination.Length);
        if (header.Length == 0)
            return 0;
        NativeLibraries.Blosc.Require(Name);
        var blocks = new BloscBlocks(header);
        if (blocks.IsPreferred && blocks.TryDecode(source, destination))
            return (int)header.Length;
        int result;
        fixed (byte* from = source)
        fixed (byte* to = destination)
            result = LibBlosc.Decompress(from, to, (nuint)destination.Length, 1);
        if (result == (int)header.Length)
            return result;
        throw CodecException.Decoding(
            Name, $"libblosc found damaged data, or has no {header.Compressor} ({result}; {header.Length} bytes are declared)");
    }

    /// <summary>Creates the codec from numcodecs' parameters. The shuffle is a number, and -1 leaves the choice.</summary>
    private static BloscCodec OfZarr2(INamedParameters stored)
    {
        var size = Math.Max(stored.ElementSize, 1);
        var shuffle = stored.Whole("shuffle", -1, (int)CodecShuffle.Bits) switch
        {
            null => CodecShuffle.Bytes,
            -1 => size == 1 ? CodecShuffle.Bits : CodecShuffle.Bytes,
            { } number => (CodecShuffle)number,
        };
        return OfZarr(stored, size, (int)shuffle);
    }

    /// <summary>Creates the codec from the parameters of Zarr 3. The shuffle has a name, and the element size is given.</summary>
    private static BloscCodec OfZarr3(INamedParameters stored)
    {
        var shuffle = stored.Text("shuffle", Shuffles) is { } name ? Array.IndexOf(Shuffles, name) : 0;
        return OfZarr(stored, stored.Whole("typesize", 0, int.MaxValue) ?? 1, shuffle);
    }

    private static BloscCodec OfZarr(INamedParameters stored, int size, int shuffle)
    {
        var compressor = stored.Text("cname", Compressors.AsSpan()) ?? "lz4";
        return new(size, stored.Whole("clevel", 0, 9) ?? 5, shuffle, Compressors.IndexOf(compressor));
    }
}

using System.Buffers;

namespace DelayedArrays;

/// <summary>Deflate by libdeflate, with one decompressor and one compressor cached per thread.</summary>
internal sealed unsafe class LibDeflateEngine : IDeflateEngine
{
    [ThreadStatic]
    private static NativeContext? _decompressor;

    [ThreadStatic]
    private static NativeContext? _compressor;

    [ThreadStatic]
    private static int _compressorLevel;

    public static LibDeflateEngine Instance { get; } = new();

    public int Decode(string codec, DeflateFraming framing, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        NativeLibraries.Deflate.Require(codec);
        var context = _decompressor ??=
            new NativeContext(codec, LibDeflate.AllocateDecompressor(), LibDeflate.FreeDecompressor);
        var read = DecodeMember(codec, context.Pointer, framing, source, destination, out var total);
        // A gzip file may consist of several members. Bytes after a zlib stream are ignored.
        while (framing == DeflateFraming.Gzip && StartsMember(source[read..]))
        {
            read += DecodeMember(codec, context.Pointer, framing, source[read..], destination[total..], out var written);
            total += written;
        }
        return total;
    }

    public void Encode(
        string codec, DeflateFraming framing, int level, ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        NativeLibraries.Deflate.Require(codec);
        var compressor = Compressor(codec, level);
        var bound = framing == DeflateFraming.Zlib
            ? LibDeflate.ZlibBound(compressor, (nuint)source.Length)
            : LibDeflate.GzipBound(compressor, (nuint)source.Length);
        var room = destination.Room(codec, (long)bound);
        nuint written;
        fixed (byte* from = source)
        fixed (byte* to = room)
        {
            written = framing == DeflateFraming.Zlib
                ? LibDeflate.ZlibCompress(compressor, from, (nuint)source.Length, to, (nuint)room.Length)
                : LibDeflate.GzipCompress(compressor, from, (nuint)source.Length, to, (nuint)room.Length);
        }
        if (written == 0)
            throw CodecException.Encoding(codec, $"libdeflate could not compress {source.Length} bytes");
        destination.Advance((int)written);
    }

    private static bool StartsMember(ReadOnlySpan<byte> rest) => rest.Length > 2 && rest[0] == 0x1F && rest[1] == 0x8B;

    private static int DecodeMember(
        string codec, nint context, DeflateFraming framing, ReadOnlySpan<byte> source, Span<byte> destination, out int count)
    {
        nuint read;
        nuint written;
        int result;
        fixed (byte* from = source)
        fixed (byte* to = destination)
        {
            result = framing == DeflateFraming.Zlib
                ? LibDeflate.ZlibDecompress(
                    context, from, (nuint)source.Length, to, (nuint)destination.Length, &read, &written)
                : LibDeflate.GzipDecompress(
                    context, from, (nuint)source.Length, to, (nuint)destination.Length, &read, &written);
        }
        if (result == LibDeflate.InsufficientSpace)
            throw StreamDeflateEngine.TooLong(codec, framing, source, destination.Length);
        if (result != LibDeflate.Success)
            throw CodecException.Decoding(codec, $"the {source.Length} bytes are not a valid {framing} stream, or their checksum differs");
        count = (int)written;
        return (int)read;
    }

    private static nint Compressor(string codec, int level)
    {
        if (_compressor is not null && _compressorLevel == level)
            return _compressor.Pointer;
        _compressor?.Dispose();
        _compressor = null;
        var compressor = LibDeflate.AllocateCompressor(level);
        // libdeflate before 1.9 has no level 0.
        if (compressor == 0 && level == 0)
            compressor = LibDeflate.AllocateCompressor(1);
        _compressor = new NativeContext(codec, compressor, LibDeflate.FreeCompressor);
        _compressorLevel = level;
        return compressor;
    }
}

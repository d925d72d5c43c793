using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Whole zstd frames (RFC 8878) by libzstd, with contexts cached per thread.</summary>
public sealed unsafe partial class ZstdCodec
{
    [ThreadStatic]
    private static NativeContext? _decompressor;

    [ThreadStatic]
    private static NativeContext? _compressor;

    /// <summary>The bound of ZSTD_compressBound. Computing it here needs no library.</summary>
    internal static long Bound(long length) =>
        length + (length >> 8) + (length < (128 << 10) ? ((128 << 10) - length) >> 11 : 0);

    internal static int Decode(string codec, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        NativeLibraries.Zstd.Require(codec);
        _decompressor ??= new NativeContext(codec, LibZstd.CreateDecompressor(), static c => LibZstd.FreeDecompressor(c));
        fixed (byte* from = source)
        fixed (byte* to = destination)
        {
            var result = LibZstd.Decompress(
                _decompressor.Pointer, to, (nuint)destination.Length, from, (nuint)source.Length);
            if (LibZstd.IsError(result) == 0)
                return (int)result;
            var size = LibZstd.FrameContentSize(from, (nuint)source.Length);
            var declared = size < LibZstd.FirstSpecialSize ? $"its frame declares {size} bytes" : "its frame declares no size";
            throw CodecException.Decoding(
                codec, $"libzstd says '{Message(result)}' ({source.Length} bytes in, {declared}, {destination.Length} expected)");
        }
    }

    internal static int Encode(string codec, int level, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        NativeLibraries.Zstd.Require(codec);
        _compressor ??= new NativeContext(codec, LibZstd.CreateCompressor(), static c => LibZstd.FreeCompressor(c));
        fixed (byte* from = source)
        fixed (byte* to = destination)
        {
            var result = LibZstd.Compress(
                _compressor.Pointer, to, (nuint)destination.Length, from, (nuint)source.Length, level);
            if (LibZstd.IsError(result) == 0)
                return (int)result;
            throw CodecException.Encoding(codec, $"libzstd says '{Message(result)}' for {source.Length} bytes at level {level}");
        }
    }

    private static string? Message(nuint result) => Marshal.PtrToStringUTF8(LibZstd.ErrorName(result));
}

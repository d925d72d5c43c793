using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>The functions of libdeflate used here. Source: libdeflate.h of libdeflate 1.x.</summary>
internal static unsafe partial class LibDeflate
{
    public const int Success = 0;
    public const int InsufficientSpace = 3;
    private const string Library = NativeLibraries.DeflateImport;

    [LibraryImport(Library, EntryPoint = "libdeflate_alloc_decompressor")]
    public static partial nint AllocateDecompressor();

    [LibraryImport(Library, EntryPoint = "libdeflate_free_decompressor")]
    public static partial void FreeDecompressor(nint decompressor);

    [LibraryImport(Library, EntryPoint = "libdeflate_zlib_decompress_ex")]
    public static partial int ZlibDecompress(
        nint decompressor, byte* source, nuint length, byte* target, nuint capacity, nuint* read, nuint* written);

    [LibraryImport(Library, EntryPoint = "libdeflate_gzip_decompress_ex")]
    public static partial int GzipDecompress(
        nint decompressor, byte* source, nuint length, byte* target, nuint capacity, nuint* read, nuint* written);

    [LibraryImport(Library, EntryPoint = "libdeflate_alloc_compressor")]
    public static partial nint AllocateCompressor(int level);

    [LibraryImport(Library, EntryPoint = "libdeflate_free_compressor")]
    public static partial void FreeCompressor(nint compressor);

    [LibraryImport(Library, EntryPoint = "libdeflate_zlib_compress_bound")]
    public static partial nuint ZlibBound(nint compressor, nuint length);

    [LibraryImport(Library, EntryPoint = "libdeflate_gzip_compress_bound")]
    public static partial nuint GzipBound(nint compressor, nuint length);

    [LibraryImport(Library, EntryPoint = "libdeflate_zlib_compress")]
    public static partial nuint ZlibCompress(nint compressor, byte* source, nuint length, byte* target, nuint capacity);

    [LibraryImport(Library, EntryPoint = "libdeflate_gzip_compress")]
    public static partial nuint GzipCompress(nint compressor, byte* source, nuint length, byte* target, nuint capacity);
}

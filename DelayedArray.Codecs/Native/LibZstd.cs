using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>The functions of libzstd used here. Source: zstd.h of zstd 1.x, stable API.</summary>
internal static unsafe partial class LibZstd
{
    /// <summary>ZSTD_CONTENTSIZE_ERROR and, one above it, ZSTD_CONTENTSIZE_UNKNOWN. Values from here on are not sizes.</summary>
    public const ulong FirstSpecialSize = ulong.MaxValue - 1;
    private const string Library = NativeLibraries.ZstdImport;

    [LibraryImport(Library, EntryPoint = "ZSTD_createDCtx")]
    public static partial nint CreateDecompressor();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeDCtx")]
    public static partial nuint FreeDecompressor(nint context);

    [LibraryImport(Library, EntryPoint = "ZSTD_decompressDCtx")]
    public static partial nuint Decompress(nint context, byte* target, nuint capacity, byte* source, nuint length);

    [LibraryImport(Library, EntryPoint = "ZSTD_createCCtx")]
    public static partial nint CreateCompressor();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeCCtx")]
    public static partial nuint FreeCompressor(nint context);

    [LibraryImport(Library, EntryPoint = "ZSTD_compressCCtx")]
    public static partial nuint Compress(
        nint context, byte* target, nuint capacity, byte* source, nuint length, int level);

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    public static partial uint IsError(nuint result);

    [LibraryImport(Library, EntryPoint = "ZSTD_getErrorName")]
    public static partial nint ErrorName(nuint result);

    [LibraryImport(Library, EntryPoint = "ZSTD_getFrameContentSize")]
    public static partial ulong FrameContentSize(byte* source, nuint length);
}

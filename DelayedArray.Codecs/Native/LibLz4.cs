using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>The functions of liblz4 used here. Source: lz4.h of lz4 1.9.</summary>
internal static unsafe partial class LibLz4
{
    private const string Library = NativeLibraries.Lz4Import;

    [LibraryImport(Library, EntryPoint = "LZ4_decompress_safe")]
    public static partial int Decompress(byte* source, byte* target, int length, int capacity);

    [LibraryImport(Library, EntryPoint = "LZ4_compress_default")]
    public static partial int Compress(byte* source, byte* target, int length, int capacity);
}

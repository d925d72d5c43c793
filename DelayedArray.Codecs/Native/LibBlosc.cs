using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>The functions of libblosc used here: the context-free ones, which need no global state. Source: blosc.h of c-blosc 1.21.</summary>
internal static unsafe partial class LibBlosc
{
    private const string Library = NativeLibraries.BloscImport;

    [LibraryImport(Library, EntryPoint = "blosc_decompress_ctx")]
    public static partial int Decompress(byte* source, byte* target, nuint capacity, int threads);

    [LibraryImport(Library, EntryPoint = "blosc_compress_ctx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Compress(
        int level, int shuffle, nuint elementSize, nuint length, byte* source, byte* target, nuint capacity,
        string compressor, nuint blockSize, int threads);
}

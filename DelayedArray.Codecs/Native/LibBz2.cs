using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>The functions of libbz2 used here. Source: bzlib.h of bzip2 1.0.</summary>
internal static unsafe partial class LibBz2
{
    public const int Success = 0;
    public const int OutputFull = -8;
    private const string Library = NativeLibraries.Bz2Import;

    [LibraryImport(Library, EntryPoint = "BZ2_bzBuffToBuffDecompress")]
    public static partial int Decompress(byte* target, uint* capacity, byte* source, uint length, int small, int verbosity);

    [LibraryImport(Library, EntryPoint = "BZ2_bzBuffToBuffCompress")]
    public static partial int Compress(
        byte* target, uint* capacity, byte* source, uint length, int level, int verbosity, int workFactor);
}

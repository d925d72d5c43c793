using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>The native libraries that codecs use. Each is loaded only when a codec that needs it runs.</summary>
public static class NativeLibraries
{
    internal const string DeflateImport = "delayedarray_libdeflate";
    internal const string ZstdImport = "delayedarray_libzstd";
    internal const string Lz4Import = "delayedarray_liblz4";
    internal const string BloscImport = "delayedarray_libblosc";
    internal const string Bz2Import = "delayedarray_libbz2";

    static NativeLibraries() => NativeLibrary.SetDllImportResolver(
        typeof(NativeLibraries).Assembly,
        static (name, _, _) => name switch
        {
            DeflateImport => Deflate.Handle,
            ZstdImport => Zstd.Handle,
            Lz4Import => Lz4.Handle,
            BloscImport => Blosc.Handle,
            Bz2Import => Bz2.Handle,
            _ => 0,
        });

    /// <summary>libdeflate: the fast engine of the deflate and gzip codecs. It is optional.</summary>
    public static NativeCodecLibrary Deflate { get; } = new(
        "libdeflate", "apt install libdeflate0; brew install libdeflate; conda install -c conda-forge libdeflate",
        ["libdeflate_zlib_decompress_ex", "libdeflate_gzip_decompress_ex", "libdeflate_zlib_compress_bound"],
        ["libdeflate.so.0", "libdeflate.so"], ["libdeflate.0.dylib", "libdeflate.dylib"], ["libdeflate.dll", "deflate.dll"]);

    /// <summary>libzstd, for zstd and for bitshuffle with zstd.</summary>
    public static NativeCodecLibrary Zstd { get; } = new(
        "libzstd", "apt install libzstd1; brew install zstd; conda install -c conda-forge zstd",
        ["ZSTD_decompressDCtx", "ZSTD_compressCCtx", "ZSTD_getFrameContentSize"],
        ["libzstd.so.1", "libzstd.so"], ["libzstd.1.dylib", "libzstd.dylib"], ["zstd.dll", "libzstd.dll"]);

    /// <summary>liblz4, for lz4 and for bitshuffle with lz4.</summary>
    public static NativeCodecLibrary Lz4 { get; } = new(
        "liblz4", "apt install liblz4-1; brew install lz4; conda install -c conda-forge lz4",
        ["LZ4_decompress_safe", "LZ4_compress_default"],
        ["liblz4.so.1", "liblz4.so"], ["liblz4.1.dylib", "liblz4.dylib"], ["lz4.dll", "liblz4.dll"]);

    /// <summary>libblosc 1.16 or later (not libblosc2), for blosc. Earlier versions are not safe with damaged data.</summary>
    public static NativeCodecLibrary Blosc { get; } = new(
        "libblosc", "apt install libblosc1; brew install c-blosc; conda install -c conda-forge blosc",
        ["blosc_cbuffer_validate", "blosc_decompress_ctx", "blosc_compress_ctx"],
        ["libblosc.so.1", "libblosc.so"], ["libblosc.1.dylib", "libblosc.dylib"], ["blosc.dll", "libblosc.dll"]);

    /// <summary>libbz2, for bz2.</summary>
    public static NativeCodecLibrary Bz2 { get; } = new(
        "libbz2", "apt install libbz2-1.0; brew install bzip2; conda install -c conda-forge bzip2",
        ["BZ2_bzBuffToBuffDecompress", "BZ2_bzBuffToBuffCompress"],
        ["libbz2.so.1.0", "libbz2.so.1", "libbz2.so"], ["libbz2.1.0.dylib", "libbz2.dylib"], ["libbz2.dll", "bz2.dll"]);

    /// <summary>All libraries, for reports about what a machine can read.</summary>
    public static ImmutableArray<NativeCodecLibrary> All { get; } = [Deflate, Zstd, Lz4, Blosc, Bz2];
}

namespace DelayedArrays.Tests;

public class CodecTableTests
{
    [Theory]
    [InlineData(1, "deflate")]
    [InlineData(2, "shuffle")]
    [InlineData(3, "fletcher32")]
    [InlineData(307, "bz2")]
    [InlineData(32000, "lzf")]
    [InlineData(32001, "blosc")]
    [InlineData(32004, "lz4")]
    [InlineData(32008, "bitshuffle")]
    [InlineData(32015, "zstd")]
    [InlineData(32022, "bitgroom")]
    [InlineData(32023, "granular-bitround")]
    public void Filters_of_hdf5_are_found_by_number_and_name(int id, string name)
    {
        var entry = CodecTable.ForHdf5Filter(id);
        Assert.Equal(name, entry.Name);
        Assert.Same(entry, CodecTable.ForName(name));
        Assert.Equal(name, entry.Create(CodecConfiguration.Default).Name);
        Assert.True(entry.IsAvailable());
    }

    [Fact]
    public void Unknown_filters_and_names_are_errors_that_list_the_known_ones()
    {
        var e = Assert.Throws<CodecException>(() => CodecTable.ForHdf5Filter(305));
        Assert.StartsWith("HDF5 filter 305: no codec here. Known: 1 deflate, 2 shuffle,", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<CodecException>(() => CodecTable.ForName("zip"));
        Assert.StartsWith("codec 'zip' is not known. Known: deflate, shuffle,", e.Message, StringComparison.Ordinal);
        Assert.Null(CodecTable.FindHdf5Filter(4));
        Assert.Null(CodecTable.FindName("Deflate"));
    }

    [Fact]
    public void Element_sizes_come_from_the_parameters_and_else_from_the_array()
    {
        var bytes = TestBytes.Random(64);
        var two = TestBytes.Encode(CodecTable.ForName("shuffle").Create(new CodecConfiguration(8, [2])), bytes);
        var eight = TestBytes.Encode(CodecTable.ForName("shuffle").Create(new CodecConfiguration(8, [])), bytes);
        Assert.Equal(TestBytes.Encode(new ShuffleCodec(2), bytes), two);
        Assert.Equal(TestBytes.Encode(new ShuffleCodec(8), bytes), eight);
    }

    [Fact]
    public void Impossible_parameters_are_codec_exceptions()
    {
        var bitshuffle = CodecTable.ForName("bitshuffle");
        Assert.Throws<CodecException>(() => bitshuffle.Create(new CodecConfiguration(4, [0, 4, 4, 12, 0])));
        Assert.Throws<CodecException>(() => bitshuffle.Create(new CodecConfiguration(4, [0, 4, 4, 0, 1])));
        Assert.Throws<CodecException>(() => bitshuffle.Create(new CodecConfiguration(0, [])));
        Assert.Throws<CodecException>(() => CodecTable.ForName("shuffle").Create(new CodecConfiguration(0, [])));
    }

    [Fact]
    public void A_missing_library_is_one_clear_error()
    {
        NativeCodecLibrary missing = new("libnowhere", "apt install nowhere", [], ["libnowhere.so.9"], ["x.dylib"], ["x.dll"]);
        Assert.False(missing.IsAvailable);
        Assert.Null(missing.LoadedAs);
        var e = Assert.Throws<CodecException>(() => missing.Require("nocodec"));
        Assert.Equal(
            "nocodec: needs the native library libnowhere, which was not found. Install it (apt install nowhere) " +
            "or set DELAYEDARRAY_LIBNOWHERE to its path.",
            e.Message);
    }

    [Fact]
    public void The_environment_names_the_only_file_that_is_tried()
    {
        Environment.SetEnvironmentVariable("DELAYEDARRAY_LIBFORCED", "/nowhere/libforced.so");
        NativeCodecLibrary forced = new("libforced", "", [], ["libzstd.so.1"], ["libzstd.dylib"], ["zstd.dll"]);
        var e = Assert.Throws<CodecException>(() => forced.Require("nocodec"));
        Assert.Contains("(DELAYEDARRAY_LIBFORCED is '/nowhere/libforced.so')", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_without_the_functions_needed_is_too_old()
    {
        var name = NativeLibraries.Zstd.LoadedAs!;
        NativeCodecLibrary old = new("libolder", "", ["ZSTD_in_the_future"], [name], [name], [name]);
        var e = Assert.Throws<CodecException>(() => old.Require("nocodec"));
        Assert.Contains("is too old: it has no ZSTD_in_the_future", e.Message, StringComparison.Ordinal);
    }
}

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
        (var entry, var form) = CodecTable.Hdf5.Get(id);
        Assert.Equal(name, entry.Name);
        Assert.Same(entry, CodecTable.ForName(name));
        Assert.Equal(name, form.Create(FilterParameters.None).Name);
        Assert.True(form.Create(FilterParameters.None).IsAvailable);
    }

    [Theory]
    [InlineData("gzip", "gzip", "gzip")]
    [InlineData("zlib", "deflate", null)]
    [InlineData("bz2", "bz2", null)]
    [InlineData("zstd", "zstd", "zstd")]
    [InlineData("crc32c", "crc32c", "crc32c")]
    public void Codecs_of_zarr_are_found_by_id_and_name(string id, string name, string? v3)
    {
        Assert.Equal(name, CodecTable.Zarr2.Get(id).Codec.Name);
        Assert.Equal(name, CodecTable.Zarr3.Get("numcodecs." + id).Codec.Name);
        Assert.Equal(v3 is null ? null : name, CodecTable.Zarr3.Find(id)?.Codec.Name);
        Assert.Null(CodecTable.Zarr2.Find("numcodecs." + id));
    }

    [Fact]
    public void Unknown_filters_and_names_are_errors_that_list_the_known_ones()
    {
        var e = Assert.Throws<CodecException>(() => CodecTable.Hdf5.Get(305));
        Assert.StartsWith("HDF5 codec 305: not supported. Supported: 1 deflate, 32015 zstd,", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<CodecException>(() => CodecTable.ForName("zip"));
        Assert.StartsWith("the codec 'zip' is not supported. Supported: deflate, gzip,", e.Message, StringComparison.Ordinal);
        Assert.Null(CodecTable.Hdf5.Find(4));
        Assert.Null(CodecTable.FindName("Deflate"));
    }

    [Theory]
    [InlineData("none", null, "")]
    [InlineData("gzip", "deflate", "")]
    [InlineData("deflate", "deflate", "")]
    [InlineData("blosc", "blosc", "lz4")]
    [InlineData("blosc-zstd", "blosc", "zstd")]
    public void Users_choose_codecs_by_names_and_variants(string name, string? codec, string variant)
    {
        Assert.True(CodecTable.Hdf5.CanChoose(name));
        var chosen = CodecTable.Hdf5.Choose(name);
        Assert.Equal(codec, chosen?.Codec.Name);
        Assert.Equal(variant, chosen?.Variant ?? "");
    }

    [Theory]
    [InlineData("rar")]
    [InlineData("shuffle")]
    [InlineData("bitshuffle")]
    [InlineData("blosc-rar")]
    [InlineData("gzip-lz4")]
    public void Names_that_cannot_be_chosen_are_errors_that_list_those_that_can(string name)
    {
        Assert.False(CodecTable.Hdf5.CanChoose(name));
        var e = Assert.Throws<ArgumentException>(() => CodecTable.Hdf5.Choose(name));
        Assert.StartsWith($"there is no codec '{name}' here; HDF5 has gzip, zstd, blosc-lz4,", e.Message, StringComparison.Ordinal);
        Assert.Contains(", none", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_for_a_choice_makes_a_codec_that_brings_the_bytes_back()
    {
        var choice = new CodecChoice { Level = 3, Shuffle = CodecShuffle.Bytes, ElementSize = 4, ChunkLength = 4000 };
        var bytes = TestBytes.Mixed(4000);
        foreach ((var entry, var form) in CodecTable.Hdf5.All.Where(codec => codec.Form.IsWritten))
            TestBytes.AssertRoundTrip(form.Create(new(4, form.Write!(For(entry)))), bytes);
        foreach ((var entry, var form) in CodecTable.Zarr2.All.Concat(CodecTable.Zarr3.All).Where(codec => codec.Form.IsWritten))
            TestBytes.AssertRoundTrip(form.Create(new NamedValues(4, [.. form.Write!(For(entry))])), bytes);

        CodecChoice For(CodecEntry entry) => choice with { Variant = entry.Variants.FirstOrDefault("") };
    }

    [Fact]
    public void Codecs_from_outside_are_found_and_cannot_take_names_that_others_have()
    {
        // What the other tests see in the table as well: like all codecs, it has to bring bytes back.
        var added = new CodecEntry("tests-plain")
        {
            Hdf5 = new(32768 + 17, _ => new LossyFilterCodec("tests-plain")),
            Zarr2 = new("tests-plain", _ => new LossyFilterCodec("tests-plain")),
        };
        CodecTable.Add(added);
        Assert.Same(added, CodecTable.ForName("tests-plain"));
        Assert.Same(added, CodecTable.Hdf5.Get(32768 + 17).Codec);
        Assert.Same(added, CodecTable.Zarr3.Get("numcodecs.tests-plain").Codec);
        Assert.False(CodecTable.Hdf5.CanChoose("tests-plain"));
        foreach (var taken in (CodecEntry[])
            [
                added, new("zstd"), new("none"), new("tests-a") { Hdf5 = new(1, _ => new LzfCodec()) },
                new("tests-b") { Zarr2 = new("zlib", _ => new LzfCodec()) }, new("tests-c") { Zarr3 = new("numcodecs.zlib", _ => new LzfCodec()) },
            ])
        {
            Assert.Throws<ArgumentException>(() => CodecTable.Add(taken));
        }
    }

    [Fact]
    public void Element_sizes_come_from_the_parameters_and_else_from_the_array()
    {
        var bytes = TestBytes.Random(64);
        var two = TestBytes.Encode(Codec("shuffle", 8, 2), bytes);
        var eight = TestBytes.Encode(Codec("shuffle", 8), bytes);
        Assert.Equal(TestBytes.Encode(new ShuffleCodec(2), bytes), two);
        Assert.Equal(TestBytes.Encode(new ShuffleCodec(8), bytes), eight);
    }

    [Fact]
    public void Impossible_parameters_are_codec_exceptions()
    {
        Assert.Throws<CodecException>(() => Codec("bitshuffle", 4, 0, 4, 4, 12, 0));
        Assert.Throws<CodecException>(() => Codec("bitshuffle", 4, 0, 4, 4, 0, 1));
        Assert.Throws<CodecException>(() => Codec("bitshuffle", 0));
        Assert.Throws<CodecException>(() => Codec("shuffle", 0));
    }

    private static IByteCodec Codec(string name, int elementSize, params uint[] values) =>
        CodecTable.ForName(name).Hdf5!.Create(new FilterParameters(elementSize, [.. values]));

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

using System.Buffers;
using System.Collections.Immutable;

namespace DelayedArrays.Tests;

public class CodecPipelineTests
{
    public static TheoryData<string> Pipelines() =>
    [
        "",
        "shuffle",
        "deflate",
        "fletcher32",
        "shuffle,deflate",
        "shuffle,deflate,fletcher32",
        "shuffle,fletcher32,deflate",
        "fletcher32,shuffle,lzf",
        "shuffle,lzf",
        "lzf,fletcher32",
        "shuffle,zstd,fletcher32",
        "shuffle,lz4",
        "bitshuffle,deflate",
        "blosc,zstd,lz4,gzip,deflate,lzf,fletcher32,fletcher32",
    ];

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void What_is_encoded_comes_back(string names)
    {
        var pipeline = Create(names);
        Assert.True(pipeline.IsAvailable);
        foreach (var length in (int[])[0, 4, 8, 40, 1000, 4096, 100_000])
        {
            foreach (var bytes in TestBytes.Patterns(length))
            {
                ArrayBufferWriter<byte> writer = new();
                var mask = pipeline.Encode(bytes, writer);
                Assert.True(writer.WrittenCount <= pipeline.MaximumEncodedLength(length));
                var decoded = new byte[length];
                pipeline.Decode(writer.WrittenSpan, decoded, mask);
                Assert.Equal(bytes, decoded);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void What_is_decoded_into_rows_is_what_is_decoded_into_one_piece(string names)
    {
        var pipeline = Create(names);
        var bytes = TestBytes.Smooth(40 * 60);
        foreach (var mask in (uint[])[0, 1, 2])
        {
            ArrayBufferWriter<byte> writer = new();
            if (pipeline.Codecs.IsEmpty || mask >> pipeline.Codecs.Length != 0)
                continue;
            CodecPipeline applied = new([.. pipeline.Codecs.Where((_, i) => (mask & (1u << i)) == 0)]);
            if (applied.Encode(bytes, writer) != 0)
                continue;
            var target = new byte[40 * 100];
            pipeline.Decode(writer.WrittenSpan, new SpanRows<byte>(target, 60, 100, 40), mask);
            for (var row = 0; row < 40; row++)
            {
                Assert.Equal(bytes.AsSpan(row * 60, 60), target.AsSpan(row * 100, 60));
                Assert.Equal(-1, target.AsSpan((row * 100) + 60, 40).IndexOfAnyExcept((byte)0));
            }
            var e = Assert.Throws<CodecException>(() => pipeline.Decode(writer.WrittenSpan, new SpanRows<byte>(target, 56, 100, 40), mask));
            Assert.Contains("decode: ", e.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Another_length_than_expected_is_an_error(string names)
    {
        var pipeline = Create(names);
        var bytes = TestBytes.Repetitive(4000);
        ArrayBufferWriter<byte> writer = new();
        var mask = pipeline.Encode(bytes, writer);
        foreach (var length in (int[])[0, 3996, 4004, 8000])
        {
            var e = Assert.Throws<CodecException>(
                () => pipeline.Decode(writer.WrittenSpan, new byte[length], mask));
            Assert.Contains("decode: ", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_length_error_names_codecs_and_both_lengths()
    {
        var pipeline = Create("shuffle,deflate");
        ArrayBufferWriter<byte> writer = new();
        pipeline.Encode(new byte[100], writer);
        var e = Assert.Throws<CodecException>(() => pipeline.Decode(writer.WrittenSpan, new byte[104]));
        Assert.Equal("pipeline (shuffle, deflate) decode: 100 bytes came out; expected 104", e.Message);
        e = Assert.Throws<CodecException>(() => CodecPipeline.Empty.Decode([1, 2], new byte[3]));
        Assert.Equal("pipeline (no codecs) decode: 2 bytes came out; expected 3", e.Message);
    }

    [Fact]
    public void Bits_of_the_mask_leave_codecs_out()
    {
        var pipeline = Create("shuffle,deflate,fletcher32");
        var bytes = TestBytes.Smooth(1000);
        for (uint mask = 0; mask < 8; mask++)
        {
            ImmutableArray<IByteCodec> applied = [.. pipeline.Codecs.Where((_, i) => (mask & (1u << i)) == 0)];
            ArrayBufferWriter<byte> writer = new();
            new CodecPipeline(applied).Encode(bytes, writer);
            var decoded = new byte[1000];
            pipeline.Decode(writer.WrittenSpan, decoded, mask);
            Assert.Equal(bytes, decoded);
        }
    }

    [Fact]
    public void Lzf_that_does_not_shrink_is_skipped_and_marked()
    {
        var noise = TestBytes.Random(1000);
        ArrayBufferWriter<byte> writer = new();
        Assert.Equal(2u, Create("shuffle,lzf").Encode(noise, writer));
        Assert.Equal(TestBytes.Encode(new ShuffleCodec(4), noise), writer.WrittenSpan.ToArray());
        writer.Clear();
        Assert.Equal(0u, Create("shuffle,lzf").Encode(new byte[1000], writer));
        Assert.True(writer.WrittenCount < 100);
        writer.Clear();
        Assert.Equal(1u, Create("lzf,fletcher32").Encode(noise, writer));
        Assert.Equal(1004, writer.WrittenCount);
    }

    [Fact]
    public void Decoding_allocates_nothing()
    {
        var pipeline = Create("shuffle,deflate,fletcher32");
        var bytes = TestBytes.Smooth(100_000);
        ArrayBufferWriter<byte> writer = new();
        pipeline.Encode(bytes, writer);
        var encoded = writer.WrittenSpan.ToArray();
        for (var i = 0; i < 3; i++)
            pipeline.Decode(encoded, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            pipeline.Decode(encoded, bytes);
        var after = GC.GetAllocatedBytesForCurrentThread();
        // The pool may drop its buffer in a collection, yet not ten times.
        Assert.True(after - before < 500_000, $"{after - before} bytes");
    }

    [Fact]
    public void More_codecs_than_mask_bits_are_refused() => Assert.Throws<CodecException>(
        () => new CodecPipeline([.. Enumerable.Repeat<IByteCodec>(new Fletcher32Codec(), 33)]));

    private static CodecPipeline Create(string names) => new(
        [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => TestBytes.Codec(CodecTable.ForName(name)))]);
}


namespace DelayedArrays.Tests;

public class RoundTripTests
{
    public static TheoryData<string, uint[]> Configurations() => new()
    {
        { "deflate", [] },
        { "deflate", [0] },
        { "deflate", [1] },
        { "deflate", [9] },
        { "gzip", [4] },
        { "fletcher32", [] },
        { "lzf", [] },
        { "bz2", [] },
        { "lz4", [] },
        { "lz4", [1] },
        { "lz4", [100] },
        { "lz4", [4096] },
        { "zstd", [] },
        { "zstd", [unchecked((uint)-5)] },
        { "zstd", [19] },
        { "blosc", [] },
        { "blosc", [2, 2, 4, 0, 0] },
        { "blosc", [2, 2, 8, 0, 9, 2, 1] },
        { "blosc", [2, 2, 4, 0, 4, 0, 2] },
        { "blosc", [2, 2, 3, 0, 4, 1, 4] },
        { "blosc", [2, 2, 300, 0, 1, 1, 5] },
    };

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Every_length_and_pattern_comes_back(string name, uint[] parameters)
    {
        var codec = TestBytes.Codec(CodecTable.ForName(name), parameters);
        Assert.True(codec.IsAvailable);
        Assert.Equal(name, codec.Name);
        foreach (var length in TestBytes.Lengths().Where(length => length < 10_000 || parameters is not [1]))
        {
            foreach (var bytes in TestBytes.Patterns(length))
                TestBytes.AssertRoundTrip(codec, bytes);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void Bitshuffle_comes_back_for_all_element_sizes(int compression)
    {
        foreach (var elementSize in Enumerable.Range(1, 17))
        {
            foreach (var block in (uint[])[0, 8, 64])
            {
                IByteCodec codec = new BitshuffleCodec(elementSize, block, (BitshuffleCompression)compression);
                foreach (var elements in (int[])[.. Enumerable.Range(0, 41), 127, 128, 129, 2047, 2048, 2049])
                {
                    TestBytes.AssertRoundTrip(codec, TestBytes.Smooth(elements * elementSize));
                    TestBytes.AssertRoundTrip(codec, TestBytes.Random(elements * elementSize));
                }
            }
        }
    }

    [Fact]
    public void A_larger_destination_gets_no_more_than_was_encoded()
    {
        var bytes = TestBytes.Mixed(5000);
        foreach (var entry in CodecTable.Entries)
        {
            var codec = TestBytes.Codec(entry);
            var decoded = TestBytes.Decode(codec, TestBytes.Encode(codec, bytes), 6000);
            Assert.Equal(bytes, decoded);
        }
    }

    [Fact]
    public void A_smaller_destination_is_an_error_that_names_both_lengths()
    {
        var bytes = TestBytes.Mixed(5000);
        foreach (var entry in CodecTable.Entries)
        {
            var codec = TestBytes.Codec(entry);
            var encoded = TestBytes.Encode(codec, bytes);
            var e = Assert.Throws<CodecException>(() => TestBytes.Decode(codec, encoded, 4000));
            Assert.StartsWith(entry.Name + " decode: ", e.Message, StringComparison.Ordinal);
            Assert.Contains("4000", e.Message, StringComparison.Ordinal);
            if (codec is not LzfCodec and not Bz2Codec)
                Assert.Contains("5000", e.Message, StringComparison.Ordinal);
        }
    }
}

using System.Buffers;

namespace DelayedArrays.Tests;

public class DeflateTests
{
    public static TheoryData<bool, bool, bool> Engines()
    {
        TheoryData<bool, bool, bool> data = [];
        for (var i = 0; i < 8; i++)
            data.Add((i & 1) != 0, (i & 2) != 0, (i & 4) != 0);
        return data;
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Each_engine_reads_what_each_writes(bool gzip, bool nativeWrites, bool nativeReads)
    {
        for (var level = 0; level <= 9; level += 3)
        {
            foreach (var length in (int[])[0, 1, 2, 100, 65535, 300_000])
            {
                var bytes = TestBytes.Mixed(length);
                var encoded = TestBytes.Encode(Codec(gzip, nativeWrites, level), bytes);
                Assert.Equal(bytes, TestBytes.Decode(Codec(gzip, nativeReads), encoded, length));
            }
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Too_long_a_stream_says_what_it_needs(bool gzip, bool native)
    {
        var encoded = TestBytes.Encode(Codec(gzip, native), TestBytes.Mixed(5000));
        var e = Assert.Throws<CodecException>(() => TestBytes.Decode(Codec(gzip, native), encoded, 4999));
        Assert.Contains("hold 5000 bytes; expected 4999", e.Message, StringComparison.Ordinal);
        var bomb = TestBytes.Encode(Codec(gzip, native), new byte[20_000_000]);
        e = Assert.Throws<CodecException>(() => TestBytes.Decode(Codec(gzip, native), bomb, 10));
        Assert.Contains("hold more than 1048616 bytes; expected 10", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Truncation_and_a_wrong_checksum_are_found(bool gzip, bool native)
    {
        var bytes = TestBytes.Mixed(3000);
        var encoded = TestBytes.Encode(Codec(gzip, native), bytes);
        for (var length = 0; length < encoded.Length; length++)
        {
            byte[]? decoded = null;
            var e = Record.Exception(() => decoded = DecodeWhole(Codec(gzip, native), encoded.AsSpan(0, length), 3000));
            // System.IO.Compression does not miss the last bytes where all data came before them.
            if (native || length < encoded.Length - 12)
                Assert.IsType<CodecException>(e);
            if (e is null)
                Assert.Equal(bytes, decoded);
        }
        encoded[^(gzip ? 6 : 2)] ^= 1;
        Assert.Throws<CodecException>(() => TestBytes.Decode(Codec(gzip, native), encoded, 3000));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bytes_after_a_zlib_stream_are_ignored(bool native)
    {
        var bytes = TestBytes.Mixed(3000);
        byte[] encoded = [.. TestBytes.Encode(Codec(false, native), bytes), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        Assert.Equal(bytes, TestBytes.Decode(Codec(false, native), encoded, 3000));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Several_gzip_members_are_one_stream(bool native)
    {
        var bytes = TestBytes.Mixed(3000);
        var first = TestBytes.Encode(Codec(true, native), bytes.AsSpan(0, 1000));
        var second = TestBytes.Encode(Codec(true, native), bytes.AsSpan(1000));
        Assert.Equal(bytes, TestBytes.Decode(Codec(true, native), [.. first, .. second], 3000));
    }

    [Fact]
    public void An_impossible_level_fails_on_encode_only()
    {
        DeflateCodec codec = new(10);
        var encoded = TestBytes.Encode(new DeflateCodec(), [1, 2, 3]);
        Assert.Equal([1, 2, 3], TestBytes.Decode(codec, encoded, 3));
        Assert.Throws<CodecException>(() => codec.Encode([1, 2, 3], new ArrayBufferWriter<byte>()));
    }

    [Fact]
    public void Threads_share_a_codec()
    {
        DeflateCodec codec = new();
        var bytes = TestBytes.Mixed(100_000);
        var encoded = TestBytes.Encode(codec, bytes);
        Parallel.For(0, 64, _ => TestBytes.AssertRoundTrip(codec, TestBytes.Decode(codec, encoded, bytes.Length)));
    }

    private static byte[] DecodeWhole(IByteCodec codec, ReadOnlySpan<byte> encoded, int length)
    {
        var decoded = new byte[length];
        new CodecPipeline([codec]).Decode(encoded, decoded);
        return decoded;
    }

    private static IByteCodec Codec(bool gzip, bool native, int level = 6)
    {
        IDeflateEngine engine = native ? LibDeflateEngine.Instance : StreamDeflateEngine.Instance;
        return gzip ? new GzipCodec(level, engine) : new DeflateCodec(level, engine);
    }
}

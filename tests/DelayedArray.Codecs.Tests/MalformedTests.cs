using System.Buffers.Binary;

namespace DelayedArrays.Tests;

public class MalformedTests
{
    public static TheoryData<string, uint[]> Configurations() => new()
    {
        { "deflate", [] },
        { "gzip", [] },
        { "shuffle", [4] },
        { "fletcher32", [] },
        { "lzf", [] },
        { "bz2", [] },
        { "lz4", [] },
        { "lz4", [1000] },
        { "zstd", [] },
        { "blosc", [2, 2, 4, 0, 5, 1, 0] },
        { "blosc", [2, 2, 8, 0, 9, 2, 1] },
        { "blosc", [2, 2, 1, 0, 1, 0, 4] },
        { "blosc", [2, 2, 4, 0, 5, 1, 5] },
        { "bitshuffle", [0, 4, 4, 0, 0] },
        { "bitshuffle", [0, 4, 4, 64, 2] },
        { "bitshuffle", [0, 4, 3, 0, 3] },
    };

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Damaged_bytes_decode_or_give_a_codec_exception(string name, uint[] parameters)
    {
        var codec = TestBytes.Codec(CodecTable.ForName(name), parameters);
        Random random = new(23);
        foreach (var length in (int[])[12, 300, 6000])
        {
            var encoded = TestBytes.Encode(codec, TestBytes.Mixed(length));
            for (var round = 0; round < 1500; round++)
            {
                var damaged = Damage(encoded, random);
                var capacity = random.Next(4) == 0 ? random.Next(length + 10) : length;
                var e = Record.Exception(() => TestBytes.Decode(codec, damaged, capacity));
                if (e is null)
                    continue;
                Assert.IsType<CodecException>(e);
                Assert.StartsWith(name + " decode: ", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void No_bytes_and_random_bytes_give_a_codec_exception_or_few_bytes(string name, uint[] parameters)
    {
        var codec = TestBytes.Codec(CodecTable.ForName(name), parameters);
        for (var length = 0; length < 200; length++)
        {
            var e = Record.Exception(() => TestBytes.Decode(codec, TestBytes.Random(length, length), 4096));
            if (e is not null)
                Assert.IsType<CodecException>(e);
        }
    }

    [Fact]
    public void Lz4_headers_that_lie_are_refused()
    {
        var encoded = TestBytes.Encode(new Lz4Codec(100), TestBytes.Mixed(1000));
        Refused(new Lz4Codec(), encoded, b => BinaryPrimitives.WriteInt64BigEndian(b, 1001), "declares 1001 bytes; expected 1000");
        Refused(new Lz4Codec(), encoded, b => BinaryPrimitives.WriteInt64BigEndian(b, -1), "declares 18446744073709551615 bytes");
        Refused(new Lz4Codec(), encoded, b => BinaryPrimitives.WriteUInt32BigEndian(b[8..], 0), "blocks of 0 bytes");
        Refused(new Lz4Codec(), encoded, b => BinaryPrimitives.WriteUInt32BigEndian(b[12..], uint.MaxValue), "4294967295 bytes needed");
    }

    [Fact]
    public void Bitshuffle_headers_that_lie_are_refused()
    {
        BitshuffleCodec codec = new(4, 64, BitshuffleCompression.Lz4);
        var encoded = TestBytes.Encode(codec, TestBytes.Mixed(1000));
        Refused(codec, encoded, b => BinaryPrimitives.WriteInt64BigEndian(b, 1004), "declares 1004 bytes; expected 1000");
        Refused(codec, encoded, b => BinaryPrimitives.WriteInt64BigEndian(b, 999), "not a whole number of elements");
        Refused(codec, encoded, b => BinaryPrimitives.WriteUInt32BigEndian(b[8..], 0), "blocks of 0 bytes");
        Refused(codec, encoded, b => BinaryPrimitives.WriteUInt32BigEndian(b[8..], 4 * 12), "not a multiple of 8");
        Refused(codec, encoded, b => BinaryPrimitives.WriteUInt32BigEndian(b[8..], 0xFFFFFFE0), "a block holds 256 bytes, but");
        Refused(codec, encoded, b => BinaryPrimitives.WriteUInt32BigEndian(b[12..], 0x80000000), "2147483648 bytes needed");
    }

    [Fact]
    public void Blosc_headers_that_lie_are_refused()
    {
        BloscCodec codec = new(4);
        var encoded = TestBytes.Encode(codec, new byte[1000]);
        Refused(codec, encoded, b => b[0] = 4, "format version 4");
        Refused(codec, encoded, b => b[3] = 0, "elements of 0 bytes");
        Refused(codec, encoded, b => BinaryPrimitives.WriteUInt32LittleEndian(b[4..], 1001), "declares 1001 bytes; expected 1000");
        Refused(codec, encoded, b => BinaryPrimitives.WriteUInt32LittleEndian(b[4..], uint.MaxValue), "declares 4294967295 bytes");
        Refused(codec, encoded, b => BinaryPrimitives.WriteUInt32LittleEndian(b[8..], 0), "blocks of 0 bytes");
        Refused(codec, encoded, b => BinaryPrimitives.WriteUInt32LittleEndian(b[8..], 1001), "blocks of 1001 bytes");
        Refused(codec, encoded, b => BinaryPrimitives.WriteUInt32LittleEndian(b[12..], 15), "15 stored bytes");
        Refused(codec, encoded, b => BinaryPrimitives.WriteUInt32LittleEndian(b[12..], 1 << 30), "1073741824 bytes needed");
        Refused(codec, encoded, b => BinaryPrimitives.WriteInt32LittleEndian(b[16..], -1), "starts at -1");
    }

    [Fact]
    public void Lzf_copies_from_before_the_start_are_refused() =>
        Refused(new LzfCodec(), [0, 65, 0x20, 1], _ => { }, "a copy from 2 bytes back, but only 1 are decoded");

    private delegate void Change(Span<byte> bytes);

    private static void Refused(IByteCodec codec, byte[] encoded, Change change, string message)
    {
        var changed = (byte[])encoded.Clone();
        change(changed);
        var e = Assert.Throws<CodecException>(() => TestBytes.Decode(codec, changed, 1000));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    internal static byte[] Damage(byte[] encoded, Random random)
    {
        List<byte> bytes = [.. encoded];
        for (var change = random.Next(1, 5); change > 0 && bytes.Count > 0; change--)
        {
            // Half of the changes hit the first bytes, where headers are.
            var at = random.Next(random.Next(2) == 0 ? Math.Min(bytes.Count, 24) : bytes.Count);
            switch (random.Next(8))
            {
                case 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 2:
                    bytes[at] = random.Next(2) == 0 ? (byte)0 : (byte)255;
                    break;
                default:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }
        return [.. bytes];
    }
}

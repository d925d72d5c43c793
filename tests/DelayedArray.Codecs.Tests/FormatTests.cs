using System.Text;

namespace DelayedArrays.Tests;

/// <summary>Bytes written by hand from the descriptions of the formats.</summary>
public class FormatTests
{
    [Fact]
    public void Lzf_runs_and_copies() => AssertDecodes(
        // A run of 4; a copy of 3 from 4 back; a copy of 10 (7 + 1 + 2) from 1 back; a run of 1.
        new LzfCodec(), "03 61626364 20 03 E0 01 00 00 7A", "abcdab" + "ccccccccccc" + "z");

    [Fact]
    public void Lz4_framing_of_a_repeated_byte() => AssertDecodes(
        // 1 literal, then 9 (5 + 4) from 1 back, then 5 literals; 15 bytes in one block; then a raw one of 2.
        new Lz4Codec(), "0000000000000011 0000000F 0000000A 15 61 0100 50 62626262 62 00000002 7879", "aaaaaaaaaabbbbbxy");

    [Fact]
    public void Zstd_frame_of_a_raw_and_a_repeated_block() => AssertDecodes(
        // Magic, one segment of 7 bytes; a raw block of 3 (size 3 << 3), the last block: 4 times one byte (4 << 3 | 1 << 1 | 1).
        new ZstdCodec(), "28B52FFD 20 07 180000 616263 230000 7A", "abczzzz");

    [Fact]
    public void Blosc_buffer_stored_raw() => AssertDecodes(
        // Version 2, LZ4's 1, flag 2 (copied), elements of 1; 5 bytes in blocks of 5, 21 stored.
        new BloscCodec(1), "02 01 02 01 05000000 05000000 15000000 68656C6C6F", "hello");

    [Fact]
    public void Zlib_stream_stored_raw() => AssertDecodes(
        new DeflateCodec(), "7801 01 0500FAFF 68656C6C6F 062C0215", "hello");

    [Fact]
    public void Fletcher32_of_known_bytes() => AssertDecodes(
        // Words 6162, 6364, 6500: sums 6162, c4c6, 129c6 = 29c7 modulo 65535; sums of those 6162, 12628 = 2629, 4ff0.
        new Fletcher32Codec(), "6162636465 C7 29 F0 4F", "abcde");

    [Fact]
    public void Bitshuffle_of_one_byte_elements()
    {
        // 8 bytes 1, 2, 4 ... 128: the transposition is its own.
        var bytes = Convert.FromHexString("0102040810204080");
        Assert.Equal(bytes, TestBytes.Encode(new BitshuffleCodec(1), bytes));
        var first = Convert.FromHexString("0101010101010100");
        Assert.Equal("7F00000000000000", Convert.ToHexString(TestBytes.Encode(new BitshuffleCodec(1), first)));
    }

    [Fact]
    public void Bitshuffle_agrees_with_the_definition()
    {
        foreach (var elementSize in (int[])[1, 2, 3, 4, 8, 16, 31])
        {
            foreach (var elements in (int[])[7, 8, 9, 63, 64, 128, 136, 1000])
            {
                var bytes = TestBytes.Random(elements * elementSize);
                var expected = DefineBitshuffle(bytes, elementSize, 64);
                Assert.Equal(expected, TestBytes.Encode(new BitshuffleCodec(elementSize, 64), bytes));
                Assert.Equal(bytes, TestBytes.Decode(new BitshuffleCodec(elementSize, 64), expected, bytes.Length));
            }
        }
    }

    [Theory]
    [InlineData(1, 8192)]
    [InlineData(4, 8192)]
    [InlineData(3, 8184)]
    [InlineData(1000, 128000)]
    public void Bitshuffle_blocks_are_8_KiB_and_128_elements_at_least(int elementSize, int blockLength)
    {
        var encoded = TestBytes.Encode(
            new BitshuffleCodec(elementSize, 0, BitshuffleCompression.Lz4), new byte[16 * elementSize]);
        Assert.Equal(blockLength, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(encoded.AsSpan(8)));
    }

    private static void AssertDecodes(IByteCodec codec, string hex, string text)
    {
        var encoded = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(text, Encoding.ASCII.GetString(TestBytes.Decode(codec, encoded, text.Length)));
    }

    private static byte[] DefineBitshuffle(byte[] bytes, int elementSize, int block)
    {
        var result = (byte[])bytes.Clone();
        var elements = bytes.Length / elementSize;
        for (var start = 0; start < elements - (elements % 8); start += block)
        {
            var count = Math.Min(block, elements - start) / 8 * 8;
            var target = result.AsSpan(start * elementSize, count * elementSize);
            target.Clear();
            for (var bit = 0; bit < elementSize * 8 * count; bit++)
            {
                var element = bit % count;
                var row = bit / count;
                var value = (bytes[((start + element) * elementSize) + (row / 8)] >> (row % 8)) & 1;
                target[bit / 8] |= (byte)(value << (bit % 8));
            }
        }
        return result;
    }
}

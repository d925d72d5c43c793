using System.Buffers.Binary;

namespace DelayedArrays.Tests;

public class Fletcher32Tests
{
    [Fact]
    public void Checksums_agree_with_the_definition()
    {
        foreach (var length in TestBytes.Lengths().Concat([5758, 11519, 11520, 11521, 11553, 1_000_001]))
        {
            foreach (var bytes in TestBytes.Patterns(length))
                Assert.Equal(Define(bytes), Fletcher32Codec.Compute(bytes));
            var ones = new byte[length];
            Array.Fill(ones, (byte)0xFF);
            Assert.Equal(Define(ones), Fletcher32Codec.Compute(ones));
        }
    }

    [Fact]
    public void The_checksum_is_little_endian_after_the_data()
    {
        var bytes = TestBytes.Random(1001);
        var encoded = TestBytes.Encode(new Fletcher32Codec(), bytes);
        Assert.Equal(1005, encoded.Length);
        Assert.Equal(Define(bytes), BinaryPrimitives.ReadUInt32LittleEndian(encoded.AsSpan(1001)));
    }

    [Fact]
    public void The_swapped_form_of_old_libraries_is_taken()
    {
        var bytes = TestBytes.Random(1000);
        var encoded = TestBytes.Encode(new Fletcher32Codec(), bytes);
        (encoded[1000], encoded[1001]) = (encoded[1001], encoded[1000]);
        (encoded[1002], encoded[1003]) = (encoded[1003], encoded[1002]);
        Assert.Equal(bytes, TestBytes.Decode(new Fletcher32Codec(), encoded, 1000));
    }

    [Fact]
    public void Every_single_flipped_byte_is_found()
    {
        var encoded = TestBytes.Encode(new Fletcher32Codec(), TestBytes.Random(300));
        for (var i = 0; i < encoded.Length; i++)
        {
            encoded[i] ^= 0x40;
            var e = Assert.Throws<CodecException>(() => TestBytes.Decode(new Fletcher32Codec(), encoded, 300));
            Assert.Contains("fletcher32 decode: the checksum stored is", e.Message, StringComparison.Ordinal);
            encoded[i] ^= 0x40;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Bytes_too_few_for_a_checksum_are_refused(int length) =>
        Assert.Throws<CodecException>(() => TestBytes.Decode(new Fletcher32Codec(), new byte[length], 100));

    // Word by word, both sums folded at once, so that they stay in 1..65535 once they are not 0.
    private static uint Define(byte[] bytes)
    {
        uint sum1 = 0, sum2 = 0;
        for (var i = 0; i < bytes.Length; i += 2)
        {
            sum1 += (uint)((bytes[i] << 8) | (i + 1 < bytes.Length ? bytes[i + 1] : 0));
            sum1 = (sum1 & 0xFFFF) + (sum1 >> 16);
            sum2 += sum1;
            sum2 = (sum2 & 0xFFFF) + (sum2 >> 16);
        }
        return (sum2 << 16) | sum1;
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace DelayedArrays.ZarrTests;

/// <summary>Codecs given damaged or lying bytes: an error, never more than the room there is.</summary>
public class CodecDamageTests
{
    /// <summary>Codecs, by their parameters.</summary>
    public static TheoryData<string> Configurations() =>
    [
        """{"id":"zlib"}""", """{"id":"gzip"}""", """{"id":"bz2"}""", """{"id":"lz4"}""", """{"id":"zstd"}""", """{"id":"blosc"}""",
        """{"id":"blosc","cname":"zstd","shuffle":2}""", """{"id":"shuffle","elementsize":4}""", """{"id":"fletcher32"}""",
        """{"id":"crc32"}""", """{"id":"crc32","location":"end"}""", """{"id":"crc32c"}""", """{"id":"crc32c","location":"start"}""",
        """{"id":"adler32"}""", """{"id":"delta","dtype":"<i4"}""", """{"id":"delta","dtype":"<i4","astype":">i8"}""",
        """{"id":"astype","encode_dtype":"<i8","decode_dtype":"<i4"}""", """{"id":"bitround","keepbits":5}""", """{"id":"packbits"}""",
        """{"id":"fixedscaleoffset","offset":1,"scale":1,"dtype":"<i4"}""",
    ];

    [Theory]
    [MemberData(nameof(Configurations))]
    public void WhatIsEncodedIsDecoded(string config)
    {
        var codec = NumcodecsTests.Create(config, "<i4");
        var loses = config.Contains("bitround", StringComparison.Ordinal);
        foreach (var count in (int[])[0, 1, 2, 3, 511, 512, 513, 5000])
        {
            var bytes = loses ? new byte[4 * count] : Bytes(count, config.Contains("packbits", StringComparison.Ordinal));
            var found = new byte[bytes.Length];
            new CodecPipeline([codec]).Decode(Encode(codec, bytes), found);
            Assert.True(bytes.AsSpan().SequenceEqual(found), $"{config}, {count}");
        }
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void ShorterOrLongerThanExpectedIsAnError(string config)
    {
        var codec = NumcodecsTests.Create(config, "<i4");
        var encoded = Encode(codec, Bytes(1000, isBits: config.Contains("packbits", StringComparison.Ordinal)));
        CodecPipeline pipeline = new([codec]);
        foreach (var length in (int[])[0, 4, 3996, 4004, 8000])
            Assert.Throws<CodecException>(() => pipeline.Decode(encoded, new byte[length]));
        foreach (var length in (int[])[0, 1, 3, 5, encoded.Length / 2, encoded.Length - 1])
            Assert.Throws<CodecException>(() => pipeline.Decode(encoded.AsSpan(0, length), new byte[4000]));
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void RandomDamageNeverDoesMoreThanFail(string config)
    {
        var codec = NumcodecsTests.Create(config, "<i4");
        var encoded = Encode(codec, Bytes(300, isBits: config.Contains("packbits", StringComparison.Ordinal)));
        CodecPipeline pipeline = new([codec]);
        Random random = new(3);
        var around = new byte[1200 + 128];
        for (var round = 0; round < 500; round++)
        {
            byte[] damaged = [.. encoded];
            for (var k = random.Next(1, 4); k > 0; k--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            around.AsSpan().Fill(0xC5);
            try
            {
                pipeline.Decode(damaged, around.AsSpan(64, 1200));
            }
            catch (CodecException)
            {
                // What is expected of most damages.
            }
            Assert.Equal(-1, around.AsSpan(0, 64).IndexOfAnyExcept((byte)0xC5));
            Assert.Equal(-1, around.AsSpan(1264).IndexOfAnyExcept((byte)0xC5));
        }
    }

    [Theory]
    [InlineData("""{"id":"crc32"}""")]
    [InlineData("""{"id":"crc32c"}""")]
    [InlineData("""{"id":"adler32"}""")]
    [InlineData("""{"id":"fletcher32"}""")]
    public void ChecksumsFindOneChangedBit(string config)
    {
        var codec = NumcodecsTests.Create(config, "<i4");
        var encoded = Encode(codec, Bytes(50));
        for (var bit = 0; bit < 8 * encoded.Length; bit += 7)
        {
            encoded[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Contains("checksum", Assert.Throws<CodecException>(() => codec.Decode(encoded, new byte[200])).Message, StringComparison.Ordinal);
            encoded[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void ChecksumsAreThoseOfTheStandards()
    {
        var digits = "123456789"u8.ToArray();
        Assert.Equal(0xE3069283u, Crc32C.Compute(digits));
        Assert.Equal(0xCBF43926u, Crc32.HashToUInt32(digits));
        var adler = Encode(NumcodecsTests.Create("""{"id":"adler32"}""", "|u1"), digits);
        Assert.Equal(0x091E01DEu, BinaryPrimitives.ReadUInt32LittleEndian(adler));
    }

    [Fact]
    public void Lz4HeadersThatLieAreFound()
    {
        var codec = NumcodecsTests.Create("""{"id":"lz4"}""", "<i4");
        var encoded = Encode(codec, Bytes(100));
        foreach (var stated in (uint[])[0, 399, 401, int.MaxValue, uint.MaxValue])
        {
            BinaryPrimitives.WriteUInt32LittleEndian(encoded, stated);
            Assert.Throws<CodecException>(() => new CodecPipeline([codec]).Decode(encoded, new byte[400]));
        }
    }

    private static byte[] Bytes(int count, bool isBits = false)
    {
        Random random = new(count);
        var bytes = new byte[4 * count];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(isBits ? random.Next(2) : i % 4 == 0 ? random.Next(256) : 0);
        return bytes;
    }

    private static byte[] Encode(IByteCodec codec, byte[] bytes)
    {
        ArrayBufferWriter<byte> encoded = new();
        codec.Encode(bytes, encoded);
        return encoded.WrittenSpan.ToArray();
    }
}

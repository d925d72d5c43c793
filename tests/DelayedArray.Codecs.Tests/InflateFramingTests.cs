using System.Buffers.Binary;
using System.Text;

namespace DelayedArrays.Tests;

/// <summary>Blocks written by hand, headers and checksums for the inflate of this library.</summary>
public class InflateFramingTests
{
    private static readonly DeflateCodec Zlib = new(6, ManagedInflateEngine.Instance);
    private static readonly GzipCodec Gzip = new(6, ManagedInflateEngine.Instance);

    [VectorFact]
    public void A_single_distance_code_or_none_will_do()
    {
        // Codes: a 0, end of block 10, length 3 11.
        Assert.Equal((InflateStatus.EndOfBlock, "aaaa"), Inflate(OwnCodes(1, 1, 2).Code("0").Code("11").Code("0").Code("10")));
        Assert.Equal((InflateStatus.EndOfBlock, "aa"), Inflate(OwnCodes(0, 1, 2).Code("0").Code("0").Code("10")));
        Assert.Equal(InflateStatus.Invalid, Inflate(OwnCodes(1, 1, 2).Code("0").Code("11").Code("1").Code("10")).Status);
        Assert.Equal(InflateStatus.Invalid, Inflate(OwnCodes(0, 1, 2).Code("0").Code("11").Code("0").Code("10")).Status);
        Assert.Equal(InflateStatus.Invalid, Inflate(OwnCodes(1, 1, 2).Code("11").Code("0").Code("10")).Status);
    }

    [VectorFact]
    public void Codes_that_are_incomplete_or_too_many_are_invalid()
    {
        Assert.Equal(InflateStatus.Invalid, Inflate(OwnCodes(2, 1, 2).Code("0").Code("10")).Status);
        Assert.Equal(InflateStatus.Invalid, Inflate(OwnCodes(1, 2, 2).Code("00").Code("01")).Status);
        Assert.Equal(InflateStatus.Invalid, Inflate(OwnCodes(1, 1, 1).Code("0").Code("1")).Status);
        Assert.Equal(InflateStatus.Invalid, Inflate(OwnCodes(1, 2, 0).Code("0").Code("1")).Status);
        Assert.Equal(InflateStatus.Invalid, Inflate(new BitWriter().Number(7, 3)).Status);
        Assert.Equal(InflateStatus.Invalid, Inflate(new BitWriter().Number(5, 3).Number(30, 5).Number(0, 60)).Status);
        Assert.Equal(InflateStatus.Invalid, Inflate(new BitWriter().Number(5, 3).Number(0, 5).Number(30, 5).Number(0, 60)).Status);
    }

    [VectorFact]
    public void Fixed_and_stored_blocks()
    {
        Assert.Equal((InflateStatus.EndOfBlock, ""), Inflate(new BitWriter().Number(3, 3).Code("0000000")));
        Assert.Equal((InflateStatus.EndOfBlock, "A"), Inflate(new BitWriter().Number(3, 3).Code("01110001").Code("0000000")));
        // Length symbols 286, 287 and distance symbols 30, 31 have codes but no meaning.
        Assert.Equal(InflateStatus.Invalid, Inflate(new BitWriter().Number(3, 3).Code("01110001").Code("11000110")).Status);
        Assert.Equal(InflateStatus.Invalid, Inflate(new BitWriter().Number(3, 3).Code("01110001").Code("0000001").Code("11110")).Status);
        var stored = new BitWriter().Number(1, 8).Number(2, 16).Number(0xFFFD, 16).Number('h', 8).Number('i', 8);
        Assert.Equal((InflateStatus.EndOfBlock, "hi"), Inflate(stored));
        Assert.Equal(InflateStatus.Invalid, Inflate(new BitWriter().Number(1, 8).Number(2, 16).Number(0xFFFC, 16)).Status);
        Assert.Equal(InflateStatus.Truncated, Inflate(new BitWriter().Number(1, 8).Number(2, 16).Number(0xFFFD, 16).Number(0, 8)).Status);
    }

    [VectorFact]
    public void Zlib_headers_and_trailers_are_checked()
    {
        var bytes = TestBytes.Mixed(3000);
        var encoded = TestBytes.Encode(new DeflateCodec(), bytes);
        for (var header = 0; header < 1 << 16; header++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(encoded, (ushort)header);
            var valid = header % 31 == 0 && (header >> 8 & 15) == 8 && header >> 12 <= 7 && (header & 0x20) == 0;
            if (valid)
                Assert.Equal(bytes, TestBytes.Decode(Zlib, encoded, 3000));
            else if (header % 7 == 0)
                Assert.Throws<CodecException>(() => TestBytes.Decode(Zlib, encoded, 3000));
        }
        BinaryPrimitives.WriteUInt16BigEndian(encoded, 0x789C);
        Assert.Equal(bytes, TestBytes.Decode(Zlib, [.. encoded, 9, 9, 9], 3000));
        encoded[^1] ^= 1;
        var e = Assert.Throws<CodecException>(() => TestBytes.Decode(Zlib, encoded, 3000));
        Assert.Contains("Adler-32", e.Message, StringComparison.Ordinal);
    }

    [VectorFact]
    public void Gzip_headers_have_optional_fields()
    {
        var bytes = TestBytes.Mixed(3000);
        var encoded = TestBytes.Encode(new GzipCodec(), bytes);
        for (var flags = 0; flags < 32; flags++)
        {
            byte[] header = [.. encoded.AsSpan(0, 3), (byte)flags, .. encoded.AsSpan(4, 6)];
            if ((flags & 4) != 0)
                header = [.. header, 3, 0, 1, 2, 3];
            if ((flags & 8) != 0)
                header = [.. header, .. "name\0"u8];
            if ((flags & 16) != 0)
                header = [.. header, .. "remark\0"u8];
            if ((flags & 2) != 0)
                header = [.. header, (byte)NaiveCrc(header), (byte)(NaiveCrc(header) >> 8)];
            byte[] member = [.. header, .. encoded.AsSpan(10)];
            Assert.Equal(bytes, TestBytes.Decode(Gzip, member, 3000));
            Assert.Equal([.. bytes, .. bytes], TestBytes.Decode(Gzip, [.. member, .. member], 6000));
            for (var length = 0; length < header.Length + 4; length++)
                Assert.Throws<CodecException>(() => TestBytes.Decode(Gzip, member.AsSpan(0, length), 3000));
            if ((flags & 2) == 0)
                continue;
            member[header.Length - 1] ^= 1;
            Assert.Throws<CodecException>(() => TestBytes.Decode(Gzip, member, 3000));
        }
        foreach (var at in (int[])[0, 1, 2, encoded.Length - 1, encoded.Length - 8])
        {
            byte[] damaged = [.. encoded];
            damaged[at] ^= 1;
            Assert.Throws<CodecException>(() => TestBytes.Decode(Gzip, damaged, 3000));
        }
    }

    [Fact]
    public void Checksums_equal_those_computed_byte_by_byte()
    {
        var ones = new byte[20_000];
        Array.Fill(ones, byte.MaxValue);
        foreach (var bytes in (byte[][])[ones, TestBytes.Random(20_000)])
        {
            foreach (var length in Enumerable.Range(0, 400).Append(5503).Append(5505).Append(11_111).Append(20_000))
            {
                ReadOnlySpan<byte> part = bytes.AsSpan(0, length);
                Assert.Equal(NaiveAdler(part), Running(DeflateFraming.Zlib, part));
                Assert.Equal(NaiveCrc(part), Running(DeflateFraming.Gzip, part));
            }
        }
        Assert.Equal(0xCBF43926, Running(DeflateFraming.Gzip, "123456789"u8));
        Assert.Equal(0x091E01DEu, Running(DeflateFraming.Zlib, "123456789"u8));
    }

    /// <summary>The checksum of bytes that are taken in twice, a third first.</summary>
    private static unsafe uint Running(DeflateFraming framing, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            var sum = new RunningChecksum(framing, first);
            sum.Advance(first + (bytes.Length / 3));
            sum.Advance(first + bytes.Length);
            return sum.Value;
        }
    }

    /// <summary>A last block whose codes are given for a, the end of block and length 3, and for the first distance.</summary>
    private static BitWriter OwnCodes(uint distance, uint literal, uint others)
    {
        var writer = new BitWriter().Number(5, 3).Number(1, 5).Number(0, 5).Number(14, 4);
        // Codes of two bits for the lengths 0, 1, 2 and for runs of zeros, in the order 16, 17, 18, 0, ..., 2, 14, 1.
        foreach (var length in (uint[])[0, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2])
            writer.Number(length, 3);
        string[] codes = ["00", "01", "10"];
        writer.Code("11").Number(97 - 11, 7).Code(codes[literal]).Code("11").Number(127, 7).Code("11").Number(9, 7);
        return writer.Code(codes[others]).Code(codes[others]).Code(codes[distance]);
    }

    private static (InflateStatus Status, string Text) Inflate(BitWriter stream)
    {
        var destination = new byte[100];
        var (status, _, _, written) = new Inflater().Inflate(DeflateFraming.Zlib, stream.ToArray(), destination);
        return (status, Encoding.ASCII.GetString(destination, 0, written));
    }

    private static uint NaiveAdler(ReadOnlySpan<byte> bytes)
    {
        (uint sum, uint sums) = (1, 0);
        foreach (var value in bytes)
        {
            sum = (sum + value) % 65521;
            sums = (sums + sum) % 65521;
        }
        return (sums << 16) | sum;
    }

    private static uint NaiveCrc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var i = 0; i < 8; i++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}

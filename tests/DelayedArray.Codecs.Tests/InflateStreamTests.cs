using System.IO.Compression;

namespace DelayedArrays.Tests;

/// <summary>The inflate of this library against other encoders and decoders, on valid and on damaged streams.</summary>
public class InflateStreamTests
{
    private const int Guard = 512;
    private const byte GuardByte = 0xC5;

    /// <summary>Encoders by zlib's strategies and window sizes; prints hexadecimal streams.</summary>
    private const string Script = """
        import sys, zlib
        data = bytes.fromhex(sys.stdin.readline())
        for strategy in range(5):
            for wbits in range(9, 16):
                for level in (0, 1, 4, 6, 9):
                    for memory in (1, 8):
                        c = zlib.compressobj(level, zlib.DEFLATED, wbits, memory, strategy)
                        print((c.compress(data[:777]) + c.flush(zlib.Z_FULL_FLUSH) + c.compress(data[777:]) + c.flush()).hex())
        """;

    [VectorFact]
    public void What_libdeflate_and_the_framework_write_comes_back()
    {
        foreach (var length in TestBytes.Lengths().Where(length => length <= 65537))
        {
            foreach (var bytes in Kinds(length))
            {
                var level = length % 10;
                foreach (var writer in (IDeflateEngine[])[LibDeflateEngine.Instance, StreamDeflateEngine.Instance])
                {
                    var zlib = TestBytes.Encode(new DeflateCodec(level, writer), bytes);
                    Assert.Equal(bytes, TestBytes.Decode(new DeflateCodec(6, ManagedInflateEngine.Instance), zlib, length));
                    var gzip = TestBytes.Encode(new GzipCodec(level, writer), bytes);
                    Assert.Equal(bytes, TestBytes.Decode(new GzipCodec(6, ManagedInflateEngine.Instance), gzip, length));
                }
            }
        }
    }

    [VectorFact]
    public void All_levels_come_back()
    {
        foreach (var bytes in Kinds(200_000))
        {
            for (var level = 0; level <= 9; level++)
            {
                var encoded = TestBytes.Encode(new DeflateCodec(level), bytes);
                Assert.Equal(bytes, TestBytes.Decode(new DeflateCodec(6, ManagedInflateEngine.Instance), encoded, bytes.Length));
            }
        }
    }

    [PythonFact("h5py")]
    public void All_strategies_and_windows_of_zlib_come_back()
    {
        if (!ManagedInflateEngine.IsSupported)
            return;
        foreach (var bytes in Kinds(20_000).Append([]).Append([1, 2, 3]))
        {
            var streams = Python.RunWithInput(Script, Convert.ToHexString(bytes) + "\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(350, streams.Length);
            foreach (var stream in streams)
            {
                var decoded = TestBytes.Decode(
                    new DeflateCodec(6, ManagedInflateEngine.Instance), Convert.FromHexString(stream), bytes.Length);
                Assert.Equal(bytes, decoded);
            }
        }
    }

    [VectorFact]
    public void Damaged_streams_have_the_outcome_of_zlib()
    {
        Random random = new(41);
        var whole = 0;
        var broken = 0;
        foreach (var length in (int[])[40, 700, 3000, 30_000])
        {
            foreach (var bytes in Kinds(length))
            {
                var encoded = TestBytes.Encode(new DeflateCodec(random.Next(1, 10)), bytes)[2..^4];
                for (var round = 0; round < 400; round++)
                {
                    var capacity = random.Next(3) == 0 ? random.Next(length + 1) : length + random.Next(400);
                    if (SameOutcome(Damage(encoded, random), capacity))
                        whole++;
                    else
                        broken++;
                }
            }
        }
        Assert.InRange(whole, 500, 20_000);
        Assert.InRange(broken, 5000, 20_000);
    }

    /// <summary>Whether the stream decodes; by this library as by zlib, and as by libdeflate where it decodes.</summary>
    private static bool SameOutcome(byte[] deflated, int capacity)
    {
        var around = new byte[capacity + (2 * Guard)];
        Array.Fill(around, GuardByte);
        var (status, sum, read, written) = new Inflater().Inflate(DeflateFraming.Zlib, deflated, around.AsSpan(Guard, capacity));
        Assert.Equal(-1, around.AsSpan(0, Guard).IndexOfAnyExcept(GuardByte));
        Assert.Equal(-1, around.AsSpan(Guard + capacity).IndexOfAnyExcept(GuardByte));
        Assert.InRange(read, 0, deflated.Length);
        var expected = ByZlib(deflated, capacity + 1);
        ReadOnlySpan<byte> decoded = around.AsSpan(Guard, written);
        if (expected is null)
            Assert.Contains(status, (InflateStatus[])[InflateStatus.Invalid, InflateStatus.Truncated]);
        // Where the stream is cut within two literals looked up at once, zlib still gives the first.
        else if (expected.Length > capacity)
            Assert.Contains(status, (InflateStatus[])[InflateStatus.Full, InflateStatus.Truncated]);
        else
            Assert.Contains(status, (InflateStatus[])[InflateStatus.EndOfBlock, InflateStatus.Truncated]);
        if (status != InflateStatus.EndOfBlock)
            return false;
        Assert.True(decoded.SequenceEqual(expected));
        byte[] framed = [0x78, 0x9C, .. deflated.AsSpan(0, read), (byte)(sum >> 24), (byte)(sum >> 16), (byte)(sum >> 8), (byte)sum];
        Assert.True(TestBytes.Decode(new DeflateCodec(6, LibDeflateEngine.Instance), framed, written).AsSpan().SequenceEqual(decoded));
        return true;
    }

    private static byte[]? ByZlib(byte[] deflated, int max)
    {
        using DeflateStream stream = new(new MemoryStream(deflated), CompressionMode.Decompress);
        var bytes = new byte[max];
        try
        {
            var read = stream.ReadAtLeast(bytes, max, throwOnEndOfStream: false);
            return bytes[..read];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static byte[] Damage(byte[] encoded, Random random)
    {
        byte[] damaged = [.. encoded];
        for (var i = random.Next(4); i > 0; i--)
        {
            // Most of what can go wrong is in the header of a block.
            var at = random.Next(2) == 0 ? random.Next(damaged.Length) : random.Next(Math.Min(80, damaged.Length));
            damaged[at] ^= (byte)(1 << random.Next(8));
        }
        return random.Next(5) == 0 ? damaged[..random.Next(damaged.Length)] : damaged;
    }

    private static IEnumerable<byte[]> Kinds(int length)
    {
        foreach (var bytes in TestBytes.Patterns(length))
            yield return bytes;
        // Short periods of all lengths between noise, and skewed bytes, whose codes are of all lengths.
        Random random = new(length);
        var periods = new byte[length];
        for (var i = 0; i < length;)
        {
            var period = random.Next(1, 100);
            var end = Math.Min(length, i + period + random.Next(600));
            for (var start = i; i < end; i++)
                periods[i] = i - start < period ? (byte)random.Next(256) : periods[i - period];
        }
        yield return periods;
        var skewed = new byte[length];
        for (var i = 0; i < length; i++)
            skewed[i] = (byte)(256 * Math.Pow(random.NextDouble(), 12));
        yield return skewed;
    }
}

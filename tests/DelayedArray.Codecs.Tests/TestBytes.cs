using System.Buffers;

namespace DelayedArrays.Tests;

/// <summary>Byte patterns, and calls of codecs that check the bytes around the destination.</summary>
internal static class TestBytes
{
    private const int Guard = 64;
    private const byte GuardByte = 0xC5;

    public static IEnumerable<int> Lengths()
    {
        for (var length = 0; length <= 40; length++)
            yield return length;
        for (var k = 6; k <= 17; k++)
        {
            yield return (1 << k) - 1;
            yield return 1 << k;
            yield return (1 << k) + 1;
        }
    }

    public static byte[] Random(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A short pattern over and over.</summary>
    public static byte[] Repetitive(int length, int period = 7)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
            bytes[i] = (byte)(i % period * 3);
        return bytes;
    }

    /// <summary>Little-endian int32 counting up with noise: what scientific data look like to a shuffle.</summary>
    public static byte[] Smooth(int length)
    {
        var bytes = new byte[length];
        Random random = new(7);
        for (var i = 0; i < length; i++)
            bytes[i] = (byte)(((i / 4 * 5) + random.Next(3)) >> (8 * (i % 4)));
        return bytes;
    }

    /// <summary>A mixture of runs, copies and noise.</summary>
    public static byte[] Mixed(int length)
    {
        var bytes = Random(length, 5);
        Random random = new(11);
        for (var i = 0; i < length;)
        {
            var run = Math.Min(random.Next(1, 400), length - i);
            var kind = random.Next(3);
            if (kind == 0)
                bytes.AsSpan(i, run).Fill((byte)run);
            if (kind == 1 && i > 0)
            {
                var distance = random.Next(1, Math.Min(i, 9000) + 1);
                for (var j = i; j < i + run; j++)
                    bytes[j] = bytes[j - distance];
            }
            i += run;
        }
        return bytes;
    }

    public static IEnumerable<byte[]> Patterns(int length) =>
        [Random(length), Repetitive(length), Smooth(length), Mixed(length), new byte[length]];

    public static byte[] Encode(IByteCodec codec, ReadOnlySpan<byte> bytes)
    {
        ArrayBufferWriter<byte> writer = new();
        codec.Encode(bytes, writer);
        Assert.True(
            writer.WrittenCount <= codec.MaximumEncodedLength(bytes.Length),
            $"{codec.Name}: {writer.WrittenCount} bytes from {bytes.Length} exceed the bound");
        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Decodes into the middle of a larger array and checks that nothing around it changed.</summary>
    public static byte[] Decode(IByteCodec codec, ReadOnlySpan<byte> encoded, int capacity)
    {
        var around = new byte[capacity + (2 * Guard)];
        Array.Fill(around, GuardByte);
        try
        {
            var length = codec.Decode(encoded, around.AsSpan(Guard, capacity));
            return around.AsSpan(Guard, length).ToArray();
        }
        finally
        {
            Assert.Equal(-1, around.AsSpan(0, Guard).IndexOfAnyExcept(GuardByte));
            Assert.Equal(-1, around.AsSpan(Guard + capacity).IndexOfAnyExcept(GuardByte));
        }
    }

    public static void AssertRoundTrip(IByteCodec codec, byte[] bytes)
    {
        var encoded = Encode(codec, bytes);
        Assert.True(Decode(codec, encoded, bytes.Length).AsSpan().SequenceEqual(bytes), $"{codec.Name}, {bytes.Length} bytes");
    }

    /// <summary>A codec over elements of 4 bytes, from parameters as HDF5 has them; without where only Zarr has the codec.</summary>
    public static IByteCodec Codec(CodecEntry entry, params uint[] parameters) => entry.Hdf5 is { } filter
        ? filter.Create(new FilterParameters(4, [.. parameters]))
        : entry.Zarr2!.Create(new NamedValues(4, parameters is [var level] ? [("level", (int)level)] : []));
}

namespace DelayedArrays.Benchmarks;

/// <summary>What chunks hold before they are compressed: numbers of 32 bits, byte-shuffled or not.</summary>
internal static class SampleBytes
{
    /// <summary>What there is; the shuffled ones are float32 and int32.</summary>
    public static IEnumerable<string> Kinds =>
        ["counts", "counts, shuffled", "normal, shuffled", "indices", "indices, shuffled", "words", "random"];

    /// <summary>Makes the bytes, the same ones each time.</summary>
    public static byte[] Of(string kind, int length)
    {
        var bytes = Plain(kind.Split(',')[0], length, new Random(1));
        if (!kind.EndsWith("shuffled", StringComparison.Ordinal))
            return bytes;
        var shuffled = new byte[length];
        ByteShuffle.Shuffle(bytes, shuffled, sizeof(float));
        return shuffled;
    }

    private static byte[] Plain(string kind, int length, Random random)
    {
        var bytes = new byte[length];
        var index = 0;
        for (var i = 0; i + sizeof(int) <= length; i += sizeof(int))
        {
            var at = bytes.AsSpan(i);
            switch (kind)
            {
                case "counts": BitConverter.TryWriteBytes(at, random.Next(8) == 0 ? 1f + random.Next(5) : 0); break;
                case "normal": BitConverter.TryWriteBytes(at, Normal(random)); break;
                case "indices": BitConverter.TryWriteBytes(at, index = (index + random.Next(1, 30)) % 20_000); break;
                case "words": BitConverter.TryWriteBytes(at, 0x20202020 | (random.Next(40) << (8 * random.Next(3)))); break;
                default: BitConverter.TryWriteBytes(at, random.Next()); break;
            }
        }
        return bytes;
    }

    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble()));
}

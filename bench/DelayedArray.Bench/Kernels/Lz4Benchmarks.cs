using BenchmarkDotNet.Attributes;

namespace DelayedArrays.Benchmarks;

/// <summary>Decoding one LZ4 block of a million bytes: by liblz4, and by the decoder used instead for what shrinks to a quarter, where there is AVX-512 VBMI.</summary>
public unsafe class Lz4Benchmarks
{
    private const int Length = 1_000_000;
    private readonly byte[] _decoded = new byte[Length];
    private byte[] _stored = [];

    /// <summary>What is encoded; the shuffled ones are float32 and int32.</summary>
    [Params("counts, shuffled", "normal, shuffled", "indices", "indices, shuffled", "words", "random")]
    public string Kind { get; set; } = "";

    [GlobalSetup]
    public void Encode()
    {
        var bytes = Bytes(Kind.Split(',')[0], new Random(1));
        if (Kind.EndsWith("shuffled", StringComparison.Ordinal))
        {
            var shuffled = new byte[Length];
            ByteShuffle.Shuffle(bytes, shuffled, sizeof(float));
            bytes = shuffled;
        }
        var room = new byte[Lz4Blocks.Bound(Length)];
        _stored = room[..Lz4Blocks.Encode("lz4", bytes, room)];
    }

    [Benchmark(Baseline = true)]
    public int ByLibrary()
    {
        fixed (byte* from = _stored)
        fixed (byte* to = _decoded)
            return LibLz4.Decompress(from, to, _stored.Length, Length);
    }

    /// <summary>Whatever <see cref="Lz4Decoder.IsPreferred"/> says.</summary>
    [Benchmark]
    public int Decode()
    {
        fixed (byte* from = _stored)
        fixed (byte* to = _decoded)
            return Lz4Decoder.Decode(from, _stored.Length, to, Length);
    }

    private static byte[] Bytes(string kind, Random random)
    {
        var bytes = new byte[Length];
        var index = 0;
        for (var i = 0; i < Length; i += sizeof(int))
        {
            var at = bytes.AsSpan(i);
            switch (kind)
            {
                case "counts": BitConverter.TryWriteBytes(at, random.Next(8) == 0 ? 1f + random.Next(5) : 0); break;
                case "normal": BitConverter.TryWriteBytes(at, (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble()))); break;
                case "indices": BitConverter.TryWriteBytes(at, index = (index + random.Next(1, 30)) % 20_000); break;
                case "words": BitConverter.TryWriteBytes(at, 0x20202020 | (random.Next(40) << (8 * random.Next(3)))); break;
                default: BitConverter.TryWriteBytes(at, random.Next()); break;
            }
        }
        return bytes;
    }
}

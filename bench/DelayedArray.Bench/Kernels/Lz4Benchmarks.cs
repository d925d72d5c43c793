using BenchmarkDotNet.Attributes;

namespace DelayedArrays.Benchmarks;

/// <summary>Decoding an LZ4 block: by liblz4, and by the decoder used instead for what shrinks to a quarter.</summary>
public unsafe class Lz4Benchmarks : StreamBenchmarks
{
    [Benchmark(Baseline = true)]
    public int ByLibrary()
    {
        fixed (byte* from = Stored)
        fixed (byte* to = Decoded)
            return LibLz4.Decompress(from, to, Stored.Length, Length);
    }

    /// <summary>Whether or not it is the faster one.</summary>
    [Benchmark]
    public int Managed()
    {
        fixed (byte* from = Stored)
        fixed (byte* to = Decoded)
            return Lz4Decoder.Decode(from, Stored.Length, to, Length);
    }

    protected override byte[] Encoded(byte[] bytes)
    {
        var room = new byte[Lz4Blocks.Bound(Length)];
        return room[..Lz4Blocks.Encode("lz4", bytes, room)];
    }
}

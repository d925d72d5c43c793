namespace DelayedArrays.Tests;

/// <summary>The LZ4 decoder of this library against liblz4, on valid and on damaged blocks.</summary>
public unsafe class Lz4DecoderTests
{
    private const int Guard = 256;
    private const byte GuardByte = 0xC5;

    [Fact]
    public void What_liblz4_writes_comes_back()
    {
        foreach (var length in TestBytes.Lengths().Append(1_000_000))
        {
            foreach (var bytes in Kinds(length))
                Assert.Equal(bytes, Decode(Encode(bytes), length));
        }
    }

    [Fact]
    public void Sequences_of_all_offsets_and_lengths_decode()
    {
        Random random = new(3);
        for (var round = 0; round < 3000; round++)
        {
            Lz4Sequences sequences = new();
            var count = random.Next(1, 200);
            for (var i = 0; i < count; i++)
                sequences.AddRandom(random);
            sequences.End(TestBytes.Random(random.Next(5, 40), round));
            var block = sequences.Block;
            Assert.Equal(sequences.Decoded, Decode(block, sequences.Decoded.Length));
            Assert.Equal(sequences.Decoded, Decode(block, sequences.Decoded.Length + random.Next(300)));
            Assert.Null(Decode(block, random.Next(sequences.Decoded.Length)));
            var cut = Decode(block[..random.Next(block.Length - 1)], sequences.Decoded.Length);
            Assert.True(cut is null || sequences.Decoded.AsSpan().StartsWith(cut));
        }
    }

    [Fact]
    public void Damaged_blocks_have_the_outcome_of_liblz4_or_are_refused()
    {
        Random random = new(17);
        var whole = 0;
        var broken = 0;
        foreach (var length in (int[])[30, 400, 3000, 30_000])
        {
            foreach (var bytes in Kinds(length))
            {
                var block = Encode(bytes);
                for (var round = 0; round < 400; round++)
                {
                    var damaged = MalformedTests.Damage(block, random);
                    var expected = DecodeByLibrary(damaged, length);
                    var found = Decode(damaged, length);
                    broken += found is null ? 1 : 0;
                    // Where they differ in what they accept: an offset of 0, and how a block may end.
                    if (expected is null || found is null)
                        continue;
                    whole++;
                    Assert.Equal(expected, found);
                }
            }
        }
        Assert.True(whole > 500 && broken > 500, $"{whole} whole, {broken} broken");
    }

    [Fact]
    public void A_run_of_lengths_that_never_ends_is_refused()
    {
        var block = new byte[100_000];
        Array.Fill(block, byte.MaxValue);
        Assert.Null(Decode(block, 1000));
        Assert.Null(Decode([0xF0, .. block], 1000));
        Assert.Null(Decode([], 10));
        Assert.Empty(Decode([0], 10)!);
    }

    private static IEnumerable<byte[]> Kinds(int length) =>
        TestBytes.Patterns(length).Append(Planes(length)).Append(TestBytes.Repetitive(length, 61)).Append(TestBytes.Repetitive(length, 100));

    /// <summary>Counts, one in eight of them not zero, byte-shuffled: many short copies at short distances.</summary>
    private static byte[] Planes(int length)
    {
        Random random = new(9);
        var bytes = new byte[length];
        for (var i = 0; i < length / 4 * 4; i += 4)
        {
            float value = random.Next(8) == 0 ? 1 + random.Next(5) : 0;
            BitConverter.TryWriteBytes(bytes.AsSpan(i), value);
        }
        var shuffled = new byte[length];
        ByteShuffle.Shuffle(bytes, shuffled, 4);
        return shuffled;
    }

    private static byte[] Encode(byte[] bytes)
    {
        var room = new byte[Lz4Blocks.Bound(bytes.Length)];
        return room[..Lz4Blocks.Encode("lz4", bytes, room)];
    }

    /// <summary>Decodes into the middle of a larger array and checks that nothing around it changed; null if refused.</summary>
    private static byte[]? Decode(byte[] block, int capacity)
    {
        var around = new byte[capacity + (2 * Guard)];
        Array.Fill(around, GuardByte);
        int length;
        fixed (byte* from = block)
        fixed (byte* to = around)
            length = Lz4Decoder.Decode(from, block.Length, to + Guard, capacity);
        Assert.Equal(-1, around.AsSpan(0, Guard).IndexOfAnyExcept(GuardByte));
        Assert.Equal(-1, around.AsSpan(Guard + capacity).IndexOfAnyExcept(GuardByte));
        return length == Lz4Decoder.Damaged ? null : around[Guard..(Guard + length)];
    }

    private static byte[]? DecodeByLibrary(byte[] block, int capacity)
    {
        var room = new byte[capacity + 1];
        fixed (byte* from = block)
        fixed (byte* to = room)
        {
            var length = LibLz4.Decompress(from, to, block.Length, capacity);
            return length < 0 ? null : room[..length];
        }
    }
}

namespace DelayedArrays.Tests;

/// <summary>Blosc buffers decoded here and by libblosc.</summary>
public unsafe class BloscBlocksTests
{
    private const int Lz4 = 1;

    [VectorFact]
    public void Buffers_of_all_element_sizes_lengths_levels_and_shuffles_are_decoded_here()
    {
        foreach (var size in (int[])[1, 2, 3, 4, 7, 8, 12, 16, 17, 32, 255])
        {
            foreach (var length in (int[])[100, 511, 512, 2047, 2048, 4099, 70_000, 262_144, 1_000_000])
            {
                foreach (var bytes in (byte[][])[TestBytes.Mixed(length), TestBytes.Smooth(length), new byte[length], TestBytes.Random(length)])
                {
                    for (var compressor = Lz4; compressor <= 2; compressor++)
                        CheckDecodedHere(new BloscCodec(size, level: 1 + (length % 9), shuffle: length % 2, compressor), bytes);
                }
            }
        }
    }

    [VectorFact]
    public void Damaged_buffers_have_the_outcome_of_libblosc_or_are_refused()
    {
        Random random = new(5);
        var accepted = 0;
        foreach (var length in (int[])[700, 5000, 60_000])
        {
            var encoded = TestBytes.Encode(new BloscCodec(4, 5, 1, Lz4), TestBytes.Smooth(length));
            for (var round = 0; round < 2000; round++)
            {
                var damaged = MalformedTests.Damage(encoded, random);
                byte[]? found = null;
                var e = Record.Exception(() => found = TestBytes.Decode(new BloscCodec(4), damaged, length));
                if (e is not null)
                    Assert.IsType<CodecException>(e);
                if (found is null || !TryDecodeByLibrary(damaged, length, out var expected))
                    continue;
                accepted++;
                Assert.Equal(expected, found);
            }
        }
        Assert.True(accepted > 500, $"{accepted} accepted");
    }

    [Fact]
    public void Blocks_that_do_not_divide_into_elements_are_not_left_half_filled()
    {
        var encoded = TestBytes.Encode(new BloscCodec(4, 5, 1, Lz4), new byte[40_000]);
        // Elements of 3 bytes: the block's four streams are three now, and a byte is left over.
        encoded[3] = 3;
        var decoded = new byte[40_000];
        Assert.False(new BloscBlocks(BloscHeader.Read("blosc", encoded, decoded.Length)).TryDecode(encoded, decoded));
        Assert.Throws<CodecException>(() => new BloscCodec(4).Decode(encoded, decoded));
    }

    private static void CheckDecodedHere(BloscCodec codec, byte[] bytes)
    {
        var encoded = TestBytes.Encode(codec, bytes);
        var header = BloscHeader.Read("blosc", encoded, bytes.Length);
        var isRaw = header.Stored == header.Length + BloscHeader.Size;
        BloscBlocks blocks = new(header);
        Assert.Equal(!isRaw, blocks.AreSupported);
        var decoded = new byte[bytes.Length];
        if (isRaw)
            return;
        Assert.True(blocks.TryDecode(encoded, decoded));
        Assert.True(decoded.AsSpan().SequenceEqual(bytes), $"{bytes.Length} bytes");
    }

    private static bool TryDecodeByLibrary(byte[] encoded, int capacity, out byte[] decoded)
    {
        decoded = new byte[capacity];
        int length;
        fixed (byte* from = encoded)
        fixed (byte* to = decoded)
            length = LibBlosc.Decompress(from, to, (nuint)capacity, 1);
        if (length >= 0)
            decoded = decoded[..length];
        return length >= 0;
    }
}

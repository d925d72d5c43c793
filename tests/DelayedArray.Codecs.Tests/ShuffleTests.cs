namespace DelayedArrays.Tests;

public class ShuffleTests
{
    [Fact]
    public void All_element_sizes_agree_with_the_definition()
    {
        foreach (var elementSize in (int[])[.. Enumerable.Range(1, 17), 24, 31, 40, 100, 255, 1000])
        {
            ShuffleCodec codec = new(elementSize);
            foreach (var elements in (int[])[.. Enumerable.Range(0, 70), 127, 128, 129, 1000])
            {
                foreach (var rest in new[] { 0, 1, elementSize - 1 }.Distinct())
                {
                    var bytes = TestBytes.Random((elements * elementSize) + rest);
                    var shuffled = TestBytes.Encode(codec, bytes);
                    Assert.True(Define(bytes, elementSize).AsSpan().SequenceEqual(shuffled), $"{elements} x {elementSize} + {rest}");
                    var back = TestBytes.Decode(codec, shuffled, bytes.Length);
                    Assert.True(bytes.AsSpan().SequenceEqual(back), $"back, {elements} x {elementSize} + {rest}");
                }
            }
        }
    }

    [Fact]
    public void Rows_that_lie_apart_get_what_one_piece_gets()
    {
        foreach (var elementSize in (int[])[1, 2, 3, 4, 7, 8, 12, 16, 17])
        {
            ShuffleCodec codec = new(elementSize);
            foreach ((var elements, var rows, var gap) in (IEnumerable<(int, int, int)>)[(1, 2, 0), (5, 3, 1), (16, 2, 7), (31, 5, 0), (47, 4, 3), (500, 6, 500)])
            {
                var length = elements * elementSize;
                var bytes = TestBytes.Random(length * rows);
                var target = new byte[rows * (length + gap)];
                Array.Fill(target, (byte)0xC5);
                codec.Decode(TestBytes.Encode(codec, bytes), new SpanRows<byte>(target, length, length + gap, rows));
                for (var row = 0; row < rows; row++)
                {
                    var found = target.AsSpan(row * (length + gap), length + gap);
                    Assert.True(bytes.AsSpan(row * length, length).SequenceEqual(found[..length]), $"row {row} of {rows} x {elements} x {elementSize}");
                    Assert.Equal(-1, found[length..].IndexOfAnyExcept((byte)0xC5));
                }
            }
        }
    }

    [Fact]
    public void Rows_of_another_length_in_all_are_an_error() => Assert.Contains("12 bytes came out; expected 16", Assert.Throws<CodecException>(
        () => new ShuffleCodec(4).Decode(new byte[12], new SpanRows<byte>(new byte[20], 8, 12, 2))).Message, StringComparison.Ordinal);

    [Fact]
    public void Lengths_around_powers_of_two_come_back()
    {
        foreach (var elementSize in Enumerable.Range(1, 17))
        {
            ShuffleCodec codec = new(elementSize);
            foreach (var length in TestBytes.Lengths())
                TestBytes.AssertRoundTrip(codec, TestBytes.Random(length));
        }
    }

    [Fact]
    public void Interleaving_agrees_with_the_portable_form()
    {
        var bytes = TestBytes.Random(32);
        var even = System.Runtime.Intrinsics.Vector128.Create(bytes, 0);
        var odd = System.Runtime.Intrinsics.Vector128.Create(bytes, 16);
        for (var i = 0; i < 8; i++)
        {
            Assert.Equal((bytes[i], bytes[16 + i]), (ByteShuffle.InterleaveLow(even, odd)[2 * i], ByteShuffle.InterleaveLow(even, odd)[(2 * i) + 1]));
            Assert.Equal(
                (bytes[8 + i], bytes[24 + i]), (ByteShuffle.InterleaveHigh(even, odd)[2 * i], ByteShuffle.InterleaveHigh(even, odd)[(2 * i) + 1]));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-4)]
    public void Impossible_element_sizes_are_refused(int elementSize) =>
        Assert.Throws<CodecException>(() => new ShuffleCodec(elementSize));

    private static byte[] Define(byte[] bytes, int elementSize)
    {
        var count = bytes.Length / elementSize;
        var shuffled = (byte[])bytes.Clone();
        for (var i = 0; i < count; i++)
        {
            for (var b = 0; b < elementSize; b++)
                shuffled[(b * count) + i] = bytes[(i * elementSize) + b];
        }
        return shuffled;
    }
}

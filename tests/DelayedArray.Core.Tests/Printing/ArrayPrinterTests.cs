namespace DelayedArrays.Tests;

public sealed class ArrayPrinterTests
{
    [Fact]
    public void A_small_array_is_printed_whole() => Assert.Equal(
        "<2 x 3> delayed array of int32\n[[ 1,  2,  3]\n [40, 50, 60]]",
        Delayed.FromMemory([1, 2, 3, 40, 50, 60], 2, 3).ToString());

    [Fact]
    public void Scalars_vectors_and_empty_arrays_have_their_own_look()
    {
        Assert.Equal("<scalar> delayed array of float64\n1.5", Delayed.Constant(1.5).ToString());
        Assert.Equal("<3> delayed array of bool\n[True, True, True]", Delayed.Constant(true, 3).ToString());
        Assert.Equal("<0 x 3> delayed array of int8\n[]", Delayed.FromMemory(Array.Empty<sbyte>(), 0, 3).ToString());
        Assert.Equal("<2> delayed array of float32\n[   0.1, -1E-20]", Delayed.FromMemory([0.1f, -1e-20f], 2).ToString());
        Assert.Equal("<2> delayed array of float64\n[NaN,  -0]", Delayed.FromMemory([double.NaN, -0.0], 2).ToString());
    }

    [Fact]
    public void Of_a_large_array_the_corners_are_printed()
    {
        var x = Delayed.FromFunction<long>(new Shape(1000, 2000), index => (index[0] * 10_000) + index[1]);
        var lines = x.ToString().Split('\n');
        Assert.Equal("<1000 x 2000> delayed array of int64", lines[0]);
        Assert.Equal("[[      0,       1,       2, ...,    1997,    1998,    1999]", lines[1]);
        Assert.Equal(" ...", lines[4]);
        Assert.Equal(" [9990000, 9990001, 9990002, ..., 9991997, 9991998, 9991999]]", lines[^1]);
        Assert.Equal(8, lines.Length);
    }

    [Fact]
    public void Printing_reads_no_more_chunks_than_the_corners_lie_in()
    {
        var reads = 0;
        var seed = new HugeSeed(new Shape(100_000_000_000, 50_000), new Shape(1000, 100), () => Interlocked.Increment(ref reads));
        var x = Delayed.FromSeed(seed);
        Assert.Contains("...", ((x * 2) + 1).ToString(), StringComparison.Ordinal);
        Assert.Equal(4, reads);
        Assert.Equal([2, 2], x[Selection.Slice(99_999_999_998), ^1].ToArray());
        Assert.Equal(4, reads);
        Assert.Contains("100000000000 x 50000", x.ToTree(), StringComparison.Ordinal);
        Assert.Contains("...", x.Transpose().ExpandDims(1).ToString(), StringComparison.Ordinal);
        Assert.Equal(4, reads);
    }

    [Fact]
    public void Arrays_of_many_axes_are_printed_in_bounded_space()
    {
        foreach (var (rank, length) in (IEnumerable<(int, long)>)[(32, 1), (32, 2), (20, 7), (12, 30), (5, 100)])
        {
            var text = Delayed.Constant(1, Enumerable.Repeat(length, rank).ToArray()).ToString();
            Assert.InRange(text.Length, 1, 200_000);
        }
    }

    [Fact]
    public void A_tree_names_operations_shapes_types_and_seeds()
    {
        var x = Delayed.FromMemory(new float[6], 2, 3);
        Assert.Equal(
            "Log1P  3 float32\n└─ Squeeze  3 float32\n   └─ Subset[1:2, :]  1 x 3 float32\n      └─ Divide(x, 2)  2 x 3 float32\n         └─ Memory  2 x 3 float32",
            (x / 2)[1].Log1P().ToTree());
    }

    [Fact]
    public void A_node_used_twice_is_printed_once_and_referred_to()
    {
        var x = Delayed.FromMemory(new int[6], 2, 3);
        var y = x + 1;
        Assert.Equal(
            "Multiply  2 x 3 int32\n├─ #1 Add(x, 1)  2 x 3 int32\n│  └─ Memory  2 x 3 int32\n└─ (see #1)",
            (y * y).ToTree());
    }

    private sealed class HugeSeed(Shape shape, Shape chunks, Action reading) : ChunkedSeed<int>(shape, chunks)
    {
        public override string Description => "Huge";

        protected override long ReadChunk(ReadOnlySpan<long> chunk, Span<int> destination, BlockContext context)
        {
            reading();
            destination.Fill(2);
            return 1;
        }
    }
}

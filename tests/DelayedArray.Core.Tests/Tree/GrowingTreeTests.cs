namespace DelayedArrays.Tests;

/// <summary>Trees that grow by one node at a time: none of them takes time or memory as its length squared.</summary>
public class GrowingTreeTests
{
    private const int Steps = 20_000;

    [Fact]
    public void An_array_may_grow_by_one_part_at_a_time()
    {
        var x = Delayed.FromMemory([1, 2, 3], 3);
        var grown = x;
        for (var i = 1; i < Steps; i++)
            grown = Delayed.Concatenate(0, grown, x * i);
        Assert.Equal(3 * Steps, grown.Shape[0]);
        // Parts are flattened as long as they are few, and then only each part that is long is one of the next.
        Assert.InRange(grown.Root.Depth, 2, Steps / 500);
        Assert.Equal(Enumerable.Range(0, Steps).SelectMany(i => Enumerable.Range(1, 3).Select(value => value * Math.Max(i, 1))), grown.ToArray());
    }

    [Fact]
    public void Ranges_of_a_long_list_are_joined_without_copying_it()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 100_000).ToArray();
        long[] list = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextInt64(100_000))];
        var selected = Delayed.FromMemory(values, 100_000)[list];
        var expected = list;
        for (var i = 0; i < Steps; i++)
        {
            selected = i % 2 == 0 ? selected[Selection.Slice(step: -1)] : selected[Selection.Slice(1)];
            Assert.InRange(selected.Root.Depth, 1, 2);
        }
        // Turned twice, each end loses one in turn.
        expected = list[(Steps / 4)..^(Steps / 4)];
        Assert.Equal(expected.Select(index => (int)index), selected.ToArray());
        // What is short is one selection again, from which the list is gone.
        Assert.Equal(1, selected[Selection.Slice(0, 10)].Root.Depth);
        Assert.Equal(expected[..10].Select(index => (int)index), selected[Selection.Slice(0, 10)].ToArray());
    }

    [Fact]
    public void Edges_of_chunks_are_fewer_in_deep_trees()
    {
        var chunked = new int[300_000];
        long[] list = [.. Enumerable.Range(0, 50_000).Select(i => (i * 7919L) % 300_000)];
        var x = Delayed.FromSeed(new Chunked(chunked))[list];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var deep = x;
        for (var i = 0; i < 2000; i++)
            deep = deep.ExpandDims(0).Transpose()[Selection.Slice(1)].Transpose().Squeeze();
        // All edges of all nodes would be 2000 times 50,000.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 200_000_000);
        Assert.Equal(48_000, deep.Shape[0]);
        Assert.Equal(0, deep.CountNonZero());
        GC.KeepAlive(deep);
    }

    [Fact]
    public void Strips_and_stacks_of_deep_trees_count_as_memory()
    {
        var x = Delayed.FromMemory([1.0, 2, 3], 3);
        DelayedArray<double> sum = x, casts = x, rotated = x;
        for (var i = 0; i < 50_000; i++)
        {
            sum += x;
            casts = casts.Cast<float>().Sqrt().Cast<double>().Square();
            rotated = x.MultiplyAdd(x, rotated);
        }
        Assert.Equal(1, sum.Root.StripNeed);
        Assert.Equal(2 * 50_000, casts.Root.StripNeed);
        Assert.Equal(2 * 50_000, rotated.Root.StripNeed);
        var budget = new ExecutionOptions { MemoryBudget = 300 << 20, Workers = 1, LookAhead = 0 };
        Assert.Equal([50_001, 100_002, 150_003], sum.ToArray(budget));
        Assert.Throws<MemoryBudgetException>(() => casts.ToArray(budget));
        Assert.Throws<MemoryBudgetException>(() => rotated.ToArray(budget));
        Assert.Throws<MemoryBudgetException>(() => sum.ToArray(budget with { MemoryBudget = 100 << 20 }));
    }

    [Fact]
    public void What_no_stack_holds_is_refused()
    {
        var x = Delayed.FromMemory([1.0], 1);
        for (var i = 0; i <= DeepStack.MaxDepth; i++)
            x += 1;
        var refusal = Assert.Throws<InvalidOperationException>(() => x.ToArray(new ExecutionOptions { MemoryBudget = 1L << 40 }));
        Assert.Contains($"{DeepStack.MaxDepth + 1} operations deep; at most {DeepStack.MaxDepth} can be evaluated", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Chunks of 100 elements.</summary>
    private sealed class Chunked(int[] values) : ChunkedSeed<int>([values.Length], [100])
    {
        public override string Description => "Chunked";

        protected override long ReadChunk(ReadOnlySpan<long> chunk, Span<int> destination, BlockContext context)
        {
            values.AsSpan((int)chunk[0] * 100, 100).CopyTo(destination);
            return 400;
        }
    }
}

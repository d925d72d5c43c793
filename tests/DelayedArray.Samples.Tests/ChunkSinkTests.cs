namespace DelayedArrays.Tests;

/// <summary>A user's own formats and sinks, from public members only.</summary>
public sealed class ChunkSinkTests
{
    private const int Fill = -7;

    [Fact]
    public void What_is_written_in_random_chunks_is_read_back()
    {
        for (var number = 0; number < 400; number++)
        {
            var random = new Random(number);
            long[] shape = [.. Enumerable.Range(0, random.Next(4)).Select(_ => (long)random.Next(1, 12))];
            var values = Random(random, shape);
            var store = new ChunkStore(Grid(random, shape), Fill);
            store.Write(Cut(random, values, shape), options: Options(random));
            Assert.True(values.SequenceEqual(store.Read().ToArray()), $"{number}: {new Shape(shape)}");
        }
    }

    [Fact]
    public void Many_blocks_are_written_and_read_back()
    {
        for (var number = 0; number < 6; number++)
        {
            var random = new Random(number);
            long[] shape = [random.Next(800, 1600), random.Next(600, 1200)];
            var values = Random(random, shape);
            var store = new ChunkStore(new(Irregular(random, shape[0], 300), ChunkAxis.Regular(shape[1], random.Next(100, 1300))), Fill);
            var origin = new Shape(random.Next(1, 200), random.Next(1, 200));
            var array = Delayed.FromMemory(values, shape)[(int)origin[0].., (int)origin[1]..];
            store.Write(array + 1, origin, options: Options(random));
            store.Write(array, origin, options: Options(random));
            Assert.True(array.ToArray().SequenceEqual(store.Read()[(int)origin[0].., (int)origin[1]..].ToArray()), $"{number}: {new Shape(shape)}");
            Assert.Equal(Fill, store.Read()[0, 0].ToScalar());
        }
    }

    [Fact]
    public void What_the_array_does_not_cover_of_a_chunk_is_the_fill_value()
    {
        var store = new ChunkStore(ChunkGrid.Regular([3, 5], [2, 4]), Fill);
        store.Write(Delayed.FromMemory([.. Enumerable.Range(0, 15)], 3, 5));
        Assert.Equal([0, 1, 2, 3, 5, 6, 7, 8], store.Chunks[0]);
        Assert.Equal([4, Fill, Fill, Fill, 9, Fill, Fill, Fill], store.Chunks[1]);
        Assert.Equal([10, 11, 12, 13, Fill, Fill, Fill, Fill], store.Chunks[2]);
        Assert.Equal([14, Fill, Fill, Fill, Fill, Fill, Fill, Fill], store.Chunks[3]);
    }

    [Fact]
    public void Boxes_are_written_over_parts_of_an_array_wherever_chunks_begin()
    {
        for (var number = 0; number < 400; number++)
        {
            var random = new Random(number);
            long[] shape = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (long)random.Next(1, 14))];
            var store = new ChunkStore(Grid(random, shape), Fill);
            var expected = Enumerable.Repeat(Fill, (int)new Shape(shape).Count).ToArray();
            for (var box = 0; box < 3; box++)
            {
                long[] start = [.. shape.Select(length => random.NextInt64(length))];
                long[] lengths = [.. shape.Select((length, axis) => random.NextInt64(1, length - start[axis] + 1))];
                var values = Random(random, lengths);
                store.Write(Cut(random, values, lengths), new Shape(start), options: Options(random));
                var i = 0;
                foreach (var index in new Odometer(lengths))
                    expected[new Shape(shape).NumberOf([.. index.ToArray().Select((at, axis) => start[axis] + at)])] = values[i++];
            }
            Assert.True(expected.SequenceEqual(store.Read().ToArray()), $"{number}: {new Shape(shape)}");
        }
    }

    [Fact]
    public void Chunks_that_are_stored_are_neither_computed_nor_stored_again()
    {
        var asked = 0;
        const int Columns = BlockGrid.TargetElements;
        var values = Delayed.FromFunction<int>([4, Columns], index =>
        {
            Interlocked.Increment(ref asked);
            return (int)((index[0] * Columns) + index[1]);
        });
        var store = new ChunkStore(ChunkGrid.Regular(values.Shape, [1, Columns / 2]), Fill);
        store.Write(values);
        Assert.Equal((4 * Columns, 8), (asked, store.Writes));
        store.Chunks.TryRemove(2, out _);
        store.Write(values, resumes: true);
        // The block of the chunk that is missing has two chunks.
        Assert.Equal((5 * Columns, 9), (asked, store.Writes));
        Assert.Equal(Enumerable.Range(0, 4 * Columns), store.Read().ToArray());
    }

    [Fact]
    public void Sinks_and_results_share_one_reading()
    {
        var read = 0;
        var values = Delayed.FromFunction<int>([40, 30], index =>
        {
            Interlocked.Increment(ref read);
            return (int)(index[0] - index[1]);
        });
        var first = new ChunkStore(ChunkGrid.Regular([40, 30], [7, 11]), Fill);
        var largest = new LargestElement(values);
        var pass = new Pass();
        first.AddTo(pass, values);
        var sum = pass.SumExact(values, Axes.All);
        var found = pass.Add(largest, () => largest.Value);
        Assert.Throws<InvalidOperationException>(() => found.Value);
        Assert.Single(pass.Explain());
        pass.Run();
        Assert.Equal((1200, 39, 40 * 30 * 5), (read, found.Value, (int)sum.Value.Single()));
        Assert.True(largest.HasFinished);
        Assert.Equal(values.ToArray(), first.Read().ToArray());
    }

    [Fact]
    public void A_sink_that_fails_ends_the_pass_without_finishing()
    {
        var sink = new LargestElement(Delayed.FromFunction<int>([1000], _ => throw new IOException("gone")));
        var pass = new Pass();
        pass.Add(sink);
        Assert.Equal("gone", Assert.Throws<IOException>(() => pass.Run()).Message);
        Assert.False(sink.HasFinished);
    }

    [Fact]
    public void An_array_must_fit_into_what_it_is_written_to()
    {
        var store = new ChunkStore(ChunkGrid.Regular([4, 4], [2, 2]), Fill);
        Assert.Throws<ShapeMismatchException>(() => store.Write(Delayed.FromMemory(new int[10], 5, 2)));
        Assert.Throws<ShapeMismatchException>(() => store.Write(Delayed.FromMemory(new int[4], 2, 2), new Shape(3, 0)));
        Assert.Throws<ShapeMismatchException>(() => store.Write(Delayed.FromMemory(new int[4], 4)));
        Assert.Empty(store.Chunks);
    }

    [Fact]
    public void Memory_for_chunks_is_part_of_the_budget()
    {
        var store = new ChunkStore(ChunkGrid.Regular([1000, 1000], [1000, 1000]), Fill);
        var values = Delayed.FromFunction<int>([1000, 1000], index => (int)index[0]);
        Assert.Throws<MemoryBudgetException>(() => store.Write(values, options: new ExecutionOptions { MemoryBudget = 4 << 20 }));
    }

    private static int[] Random(Random random, long[] shape) =>
        [.. Enumerable.Range(0, (int)new Shape(shape).Count).Select(_ => random.Next(1000))];

    private static ExecutionOptions Options(Random random) => new() { Workers = random.Next(1, 4) };

    /// <summary>The values from memory, or from chunks of another shape, or transposed from the other order.</summary>
    private static DelayedArray<int> Cut(Random random, int[] values, long[] shape)
    {
        var array = Delayed.FromMemory(values, shape);
        switch (random.Next(3))
        {
            case 0:
                return array;
            case 1:
                var store = new ChunkStore(Grid(random, shape), Fill);
                store.Write(array);
                return store.Read();
            default:
                return (array + 1) - 1;
        }
    }

    private static ChunkGrid Grid(Random random, long[] shape) => new([.. shape.Select(length => random.Next(2) == 0
        ? ChunkAxis.Regular(length, random.Next(1, (int)length + 3))
        : Irregular(random, length, 4))]);

    private static ChunkAxis Irregular(Random random, long length, int longest) => ChunkAxis.Irregular(
        length, [.. Enumerable.Range(0, 5).Select(_ => new ChunkRun(random.Next(1, longest + 1), random.Next(3))), new(longest, length)]);

    private sealed class LargestElement(DelayedArray<int> array) : IBlockSink
    {
        private readonly Lock _lock = new();

        public int Value { get; private set; } = int.MinValue;

        public bool HasFinished { get; private set; }

        public Node Root => array.Root;

        public void Consume(long number, Box box, BlockContext context)
        {
            using var cursor = context.OpenRoot(array.Root, BlockRequest.Of(box));
            using var strip = context.Rent<int>(context.StripLength);
            for (var offset = 0; offset < box.Count; offset += context.StripLength)
            {
                var length = (int)Math.Min(context.StripLength, box.Count - offset);
                foreach (var value in cursor.Fetch(offset, strip.As<int>()[..length]))
                    Take(value);
            }
        }

        public void Finish() => HasFinished = true;

        private void Take(int value)
        {
            lock (_lock)
                Value = Math.Max(Value, value);
        }
    }
}

namespace DelayedArrays.Tests;

public sealed class StridedCopyTests
{
    [Fact]
    public void Copies_of_random_axes_move_what_naive_loops_move()
    {
        for (var number = 0; number < 3000; number++)
        {
            var random = new Random(number);
            var axes = RandomAxes(random, out var sourceLength, out var destinationLength);
            var source = Enumerable.Range(1, sourceLength).ToArray();
            var (expected, actual) = (new int[destinationLength], new int[destinationLength]);
            foreach (var index in Dense<int>.Indices([.. axes.Select(axis => (long)axis.Count)]))
                expected[axes.Select((axis, k) => axis.DestinationAt((int)index[k])).Sum()] = source[axes.Select((axis, k) => axis.SourceAt((int)index[k])).Sum()];
            StridedCopy.Copy<int>(source, actual, axes);
            Assert.True(expected.SequenceEqual(actual), $"{number}");
        }
    }

    [Fact]
    public void Large_transposed_copies_are_right_at_the_edges_of_their_tiles()
    {
        foreach (var (rows, columns) in (IEnumerable<(int, int)>)[(1, 100), (15, 17), (16, 16), (33, 47), (100, 3)])
        {
            var source = Enumerable.Range(0, rows * columns).Select(i => (short)i).ToArray();
            var destination = new short[source.Length];
            StridedCopy.Copy<short>(source, destination, [new CopyAxis(columns, 0, 1, 0, rows), new CopyAxis(rows, 0, columns, 0, 1)]);
            Assert.Equal(new Dense<short>(source, rows, columns).Permute([1, 0]).Values, destination);
        }
    }

    [Fact]
    public void Leaving_source_or_destination_is_an_error_and_moves_nothing()
    {
        var (source, destination) = (new int[10], new int[10]);
        Array.Fill(source, 1);
        Fails("reads [0, 10] of 10", new CopyAxis(11, 0, 1, 0, 0));
        Fails("reads [-1, 3] of 10", new CopyAxis(5, 3, -1, 0, 1));
        Fails("writes [0, 10] of 10", new CopyAxis(6, 0, 1, 0, 2));
        Fails("writes [-2, 2] of 10", new CopyAxis(3, 0, 1, 2, -2));
        Fails("reads [2, 12] of 10", new CopyAxis(2, 0, 0, 0, 1) { SourceOffsets = [2, 12] });
        Fails("writes [-1, 4] of 10", new CopyAxis(2, 0, 1, 0, 0) { DestinationOffsets = [4, -1] });
        Fails("reads [0, 12] of 10", new CopyAxis(3, 0, 5, 0, 1), new CopyAxis(3, 0, 1, 0, 1));
        StridedCopy.Copy<int>(source, destination, [new CopyAxis(100, 0, 1, 0, 1), new CopyAxis(0, 0, 1, 0, 1)]);
        Assert.All(destination, value => Assert.Equal(0, value));

        void Fails(string message, params CopyAxis[] axes) => Assert.Contains(message,
            Assert.Throws<ArgumentOutOfRangeException>(() => StridedCopy.Copy<int>(source, destination, axes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_axes_are_one_element()
    {
        var destination = new int[1];
        StridedCopy.Copy<int>([7], destination, []);
        Assert.Equal(7, destination[0]);
    }

    /// <summary>Axes whose destinations do not meet, so that the order of copying does not matter.</summary>
    private static CopyAxis[] RandomAxes(Random random, out int sourceLength, out int destinationLength)
    {
        var axes = new CopyAxis[random.Next(0, 5)];
        sourceLength = destinationLength = random.Next(1, 4);
        var order = Enumerable.Range(0, axes.Length).ToArray();
        random.Shuffle(order);
        foreach (var k in order)
        {
            var count = random.Next(40) == 0 ? 0 : random.Next(3) == 0 ? 1 : random.Next(2, axes.Length < 3 ? 40 : 8);
            var (sourceStride, destinationStride) = (random.Next(0, 3) == 0 ? random.Next(0, 5) : sourceLength, destinationLength);
            var reach = Math.Max(count, 1);
            axes[k] = new CopyAxis(count, 0, sourceStride, 0, destinationStride);
            if (random.Next(3) == 0)
                axes[k] = axes[k] with { Source = (reach - 1) * sourceStride, SourceStride = -sourceStride };
            if (random.Next(3) == 0)
                axes[k] = axes[k] with { Destination = (reach - 1) * destinationStride, DestinationStride = -destinationStride };
            if (random.Next(4) == 0)
                axes[k] = axes[k] with { SourceOffsets = [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(reach) * sourceStride)] };
            if (random.Next(4) == 0)
                axes[k] = axes[k] with { DestinationOffsets = Shuffled(random, count, destinationStride) };
            sourceLength += (reach - 1) * sourceStride;
            destinationLength += reach * destinationStride;
        }
        return axes;
    }

    private static long[] Shuffled(Random random, int count, long stride)
    {
        var offsets = Enumerable.Range(0, count).Select(i => i * stride).ToArray();
        random.Shuffle(offsets);
        return offsets;
    }
}

using System.Collections.Immutable;

namespace DelayedArrays.Tests;

/// <summary>Against an axis whose every index carries the number of its chunk; where cuts are free, each index has its own.</summary>
public sealed class AxisTicksTests
{
    [Fact]
    public void Cuts_of_random_axes_are_the_edges_of_their_chunks()
    {
        for (var number = 0; number < 2000; number++)
        {
            var random = new Random(number);
            var (ticks, chunks) = RandomAxis(random);
            CheckEdges(ticks, chunks, number);
            CheckReaches(ticks, number);
        }
    }

    [Fact]
    public void Cuts_of_a_list_are_where_it_passes_from_chunk_to_chunk()
    {
        for (var number = 0; number < 2000; number++)
        {
            var random = new Random(number);
            var (ticks, chunks) = RandomAxis(random);
            if (chunks.Length == 0)
                continue;
            var list = ImmutableArray.CreateRange(Enumerable.Range(0, random.Next(1, 20)).Select(_ => (long)random.Next(chunks.Length)));
            var selection = AxisSelection.List(list);
            if (!selection.IsRange)
                CheckEdges(ticks.Select(selection), [.. list.Select(i => chunks[i])], number, loose: true);
        }
    }

    [Fact]
    public void Cuts_of_a_slice_keep_the_edges_that_a_step_does_not_blur()
    {
        for (var number = 0; number < 2000; number++)
        {
            var random = new Random(number);
            var period = random.Next(1, 7) * 2;
            var length = random.Next(1, 60);
            var start = random.Next(length);
            var step = random.Next(2) == 0 ? 1 : 2;
            var count = random.Next(1, ((length - start - 1) / step) + 2);
            var taken = RandomSelections.Sequence(start, count, step);
            var ticks = AxisTicks.Regular(length, period).Select(AxisSelection.Range(start, count, step));
            CheckEdges(ticks, [.. taken.Select(i => (int)(i / period))], number);
        }
    }

    [Fact]
    public void A_backward_slice_and_a_step_across_the_chunks_are_free()
    {
        var ticks = AxisTicks.Regular(100, 10);
        Assert.True(ticks.Select(AxisSelection.Range(99, 100, -1)).IsFree);
        Assert.Equal(1, ticks.Select(AxisSelection.Range(0, 33, 3)).LargestPeriod);
    }

    [Fact]
    public void A_long_list_within_free_parts_may_be_cut_anywhere()
    {
        var ticks = AxisTicks.Concatenate([AxisTicks.Free(1000), AxisTicks.Regular(1000, 10)]);
        var list = ticks.Select(AxisSelection.List([.. Enumerable.Range(0, 900).Select(i => (long)((i * 7) % 1000))]));
        Assert.Equal(1, list.LargestPeriod);
        Assert.Equal(17, list.NextCut(10, 7));
    }

    private static void CheckEdges(AxisTicks ticks, int[] chunks, int number, bool loose = false)
    {
        Assert.Equal(chunks.Length, ticks.Length);
        long[] expected = [.. Enumerable.Range(1, chunks.Length).Where(i => i == chunks.Length || chunks[i] != chunks[i - 1]).Select(i => (long)i)];
        var edges = Edges(ticks);
        Assert.True(expected.SequenceEqual(edges) || (loose && !expected.Except(edges).Any()),
            $"{number}: edges {string.Join(" ", edges)} of chunks {string.Join(" ", chunks)}");
    }

    private static void CheckReaches(AxisTicks ticks, int number)
    {
        var edges = Edges(ticks);
        for (var from = 0L; from < ticks.Length; from++)
        {
            for (var reach = 1L; reach < 15; reach++)
            {
                var within = edges.Where(edge => edge > from && edge <= from + reach).DefaultIfEmpty(edges.First(edge => edge > from)).Max();
                Assert.True(within == ticks.NextCut(from, reach), $"{number}: from {from} by {reach} to {ticks.NextCut(from, reach)}, not {within}");
            }
        }
        Assert.True(ticks.Length == 0 || edges.Prepend(0).Zip(edges, (a, b) => b - a).Max() <= ticks.LargestPeriod, $"{number}");
    }

    private static long[] Edges(AxisTicks ticks)
    {
        var edges = new List<long>();
        for (var from = 0L; from < ticks.Length; from = edges[^1])
            edges.Add(ticks.NextCut(from, 1));
        return [.. edges];
    }

    private static (AxisTicks Ticks, int[] Chunks) RandomAxis(Random random)
    {
        var next = 0;
        var parts = new (AxisTicks Ticks, int[] Chunks)[random.Next(1, 4)];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = RandomPart(random, ref next);
        return parts.Length == 1 ? parts[0] : (AxisTicks.Concatenate([.. parts.Select(part => part.Ticks)]), [.. parts.SelectMany(part => part.Chunks)]);
    }

    private static (AxisTicks Ticks, int[] Chunks) RandomPart(Random random, ref int next)
    {
        var length = random.Next(0, 25);
        var chunks = new int[length];
        var period = random.Next(3) == 0 ? 0 : random.Next(1, 12);
        for (var i = 0; i < length; i++)
            chunks[i] = period == 0 || i % period == 0 ? next++ : chunks[i - 1];
        return (period == 0 ? AxisTicks.Free(length) : AxisTicks.Regular(length, period), chunks);
    }
}

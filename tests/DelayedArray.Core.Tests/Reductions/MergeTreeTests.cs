namespace DelayedArrays.Tests;

public sealed class MergeTreeTests
{
    [Fact]
    public void Partials_are_merged_as_halves_of_the_next_power_of_two()
    {
        foreach (var count in Enumerable.Range(1, 70).Append(257).Append(1000))
        {
            var expected = Whole(0, Power(count), count);
            for (var number = 0; number < 5; number++)
            {
                var order = Enumerable.Range(0, count).ToArray();
                if (number > 0)
                    new Random(number).Shuffle(order);
                var tree = new MergeTree<string>(count, (left, right) => $"({left}{right})");
                foreach (var index in order)
                {
                    Assert.Null(tree.Root);
                    tree.Add(index, $"{index},");
                }
                Assert.Equal(expected, tree.Root);
            }
        }
    }

    [Fact]
    public void Many_threads_merge_to_the_same_tree()
    {
        for (var number = 0; number < 20; number++)
        {
            var tree = new MergeTree<string>(300, (left, right) => $"({left}{right})");
            Parallel.For(0, 300, new ParallelOptions { MaxDegreeOfParallelism = 4 }, index => tree.Add(index, $"{index},"));
            Assert.Equal(Whole(0, 512, 300), tree.Root);
        }
    }

    [Fact]
    public void Sums_of_rounded_numbers_do_not_depend_on_the_order_of_arrival()
    {
        var random = new Random(1);
        double[][] partials = [.. Enumerable.Range(0, 500).Select(_ => new[] { random.NextDouble() * Math.Pow(10, random.Next(-9, 9)) })];
        var sums = new HashSet<double>();
        for (var number = 0; number < 50; number++)
        {
            var order = Enumerable.Range(0, 500).ToArray();
            random.Shuffle(order);
            var tree = new MergeTree<double[]>(500, (left, right) => [left[0] + right[0]]);
            foreach (var index in order)
                tree.Add(index, partials[index]);
            sums.Add(tree.Root![0]);
        }
        Assert.Single(sums);
    }

    private static string Whole(int start, int size, int count)
    {
        if (size == 1)
            return $"{start},";
        var half = size / 2;
        var left = Whole(start, half, count);
        return start + half >= count ? left : $"({left}{Whole(start + half, half, count)})";
    }

    private static int Power(int count)
    {
        var size = 1;
        while (size < count)
            size *= 2;
        return size;
    }
}

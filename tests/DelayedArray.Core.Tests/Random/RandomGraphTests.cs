namespace DelayedArrays.Tests;

public sealed class RandomGraphTests
{
    private const int Batch = 100;

    public static TheoryData<int> Batches => [.. Enumerable.Range(0, 44)];

    [Theory]
    [MemberData(nameof(Batches))]
    public void Random_trees_have_the_values_of_a_naive_evaluation_however_they_run(int batch)
    {
        for (var number = batch * Batch; number < (batch + 1) * Batch; number++)
        {
            RandomGraph.InTree(number, new SeedBank(new MemoryLeaves()), null, twin =>
                Kit.Of(twin.Type).Check(new TreeCheck(twin, new Random(number), variants: 3, reductions: 3), twin));
        }
    }

    [Fact]
    public void A_tree_built_twice_is_equal_hashes_equally_and_prints_equally()
    {
        for (var number = 0; number < 3200; number++)
        {
            var bank = new SeedBank(new MemoryLeaves());
            RandomGraph.InTree(number, bank, null, twin =>
            {
                var again = RandomGraph.Grow(number, bank);
                Assert.Equal(twin.Lazy.Root, again.Lazy.Root);
                Assert.Equal(twin.Lazy.Root.GetHashCode(), again.Lazy.Root.GetHashCode());
                Assert.Equal(twin.Lazy.ToTree(), again.Lazy.ToTree());
            });
        }
    }

    [Fact]
    public void Trees_over_other_seeds_are_not_equal()
    {
        for (var number = 0; number < 1000; number++)
        {
            RandomGraph.InTree(number, new SeedBank(new MemoryLeaves()), null, twin =>
            {
                var other = RandomGraph.Grow(number, new SeedBank(new MemoryLeaves()));
                // Constants compare by value; other seeds are the same only if they are the same object.
                var constant = twin.Lazy.Seeds.All(seed => seed.Description.StartsWith("Constant", StringComparison.Ordinal));
                Assert.Equal(constant, twin.Lazy.Root.Equals(other.Lazy.Root));
            });
        }
    }
}

using Xunit.Sdk;

namespace DelayedArrays.Tests;

public sealed class RandomGraphTests
{
    private const int Batch = 100;

    public static TheoryData<int> Batches => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Batches))]
    public void Random_trees_have_the_values_of_a_naive_evaluation_however_they_run(int batch)
    {
        for (var number = batch * Batch; number < (batch + 1) * Batch; number++)
            InTree(number, (twin, _) => Kit.Of(twin.Type).Check(new TreeCheck(new Random(number), 3), twin));
    }

    [Fact]
    public void A_tree_built_twice_is_equal_hashes_equally_and_prints_equally()
    {
        for (var number = 0; number < 1000; number++)
        {
            InTree(number, (twin, bank) =>
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
            InTree(number, (twin, _) =>
            {
                var other = RandomGraph.Grow(number, new SeedBank());
                // Constants compare by value; other seeds are the same only if they are the same object.
                var constant = twin.Lazy.Seeds.All(seed => seed.Description.StartsWith("Constant", StringComparison.Ordinal));
                Assert.Equal(constant, twin.Lazy.Root.Equals(other.Lazy.Root));
            });
        }
    }

    private static void InTree(int number, Action<Twin, SeedBank> check)
    {
        var bank = new SeedBank();
        var tree = "(not built)";
        try
        {
            var twin = RandomGraph.Grow(number, bank);
            tree = twin.Lazy.ToTree();
            check(twin, bank);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new XunitException($"random tree {number}: {exception.Message}\n{tree}", exception);
        }
    }
}

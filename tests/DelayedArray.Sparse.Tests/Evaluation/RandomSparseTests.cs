namespace DelayedArrays.Tests;

/// <summary>Random trees over sparse leaves of every element type.</summary>
public class RandomSparseTests
{
    private const int TreesPerType = 170;

    /// <summary>Where the random numbers start; set it to look for more.</summary>
    private static readonly int s_salt = LongTests.Count("DELAYEDARRAY_TEST_SALT", 1);

    public static TheoryData<ElementType> Types() => [.. Enum.GetValues<ElementType>()];

    [Theory]
    [MemberData(nameof(Types))]
    public void Sparse_trees_have_the_values_of_a_naive_evaluation_however_they_run(ElementType type)
    {
        var sparse = 0;
        for (var number = 0; number < TreesPerType; number++)
        {
            RandomGraph.InTree(number + (s_salt * 100_000), new SeedBank(new SparseLeaves()), type, twin =>
            {
                var random = new Random(number);
                var check = new TreeCheck(twin, random, variants: 2, reductions: 3) { DistinguishesZeros = false, ChecksPeak = true };
                Kit.Of(twin.Type).Check(check, twin);
                twin.Type.Dispatch(new SparseCheck(check, twin, random));
                sparse += twin.Lazy.IsSparse ? 1 : 0;
            });
        }
        // Enough of them have to go the way of entries.
        Assert.InRange(sparse, TreesPerType / 3, TreesPerType);
    }
}

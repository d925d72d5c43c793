using System.Numerics;

namespace DelayedArrays.Tests;

/// <summary>Random trees over sparse leaves against the same trees over dense ones, of every element type.</summary>
public class RandomSparseTests
{
    private const int TreesPerType = 170;

    /// <summary>Where the random numbers start; set it to look for more.</summary>
    private static readonly int s_salt =
        int.TryParse(Environment.GetEnvironmentVariable("DELAYEDARRAY_TEST_SALT"), System.Globalization.CultureInfo.InvariantCulture, out var salt) ? salt : 1;

    public static TheoryData<ElementType> NumericTypes() => [.. Enum.GetValues<ElementType>().Where(type => type != ElementType.Boolean)];

    [Theory]
    [MemberData(nameof(NumericTypes))]
    public void Sparse_trees_agree_with_dense_ones(ElementType type) => type.DispatchNumeric(default(CheckTrees));

    [Fact]
    public void Sparse_conditions_agree_with_dense_ones()
    {
        for (var number = 0; number < TreesPerType; number++)
        {
            var random = new Random((s_salt * 100_000) + number);
            var trees = new RandomSparseTrees(random);
            var twin = number % 2 == 0 ? trees.GrowCondition<float>(number % 6) : trees.GrowCondition<short>(number % 6);
            var check = new SparseTreeCheck<bool>(twin, random, $"bool {number}");
            check.All();
            var reductions = new SparseReductionCheck<bool>(twin, check, random);
            reductions.Exact((x, axes, options) => x.Any(axes, false, options), "any");
            reductions.Exact((x, axes, options) => x.All(axes, false, options), "all");
            reductions.Exact((x, axes, options) => x.CountNonZero(axes, false, options), "count");
        }
    }

    private readonly struct CheckTrees : INumericVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var sparse = 0;
            for (var number = 0; number < TreesPerType; number++)
            {
                var random = new Random((s_salt * 100_000) + number);
                var twin = new RandomSparseTrees(random).Grow<T>(number % 8);
                var check = new SparseTreeCheck<T>(twin, random, $"{typeof(T).Name} {number}");
                check.All();
                for (var i = 0; i < 3; i++)
                    SparseReductions.OfNumbers(new SparseReductionCheck<T>(twin, check, random), random);
                sparse += twin.Sparse.IsSparse ? 1 : 0;
            }
            // Enough of them have to go the way of entries.
            Assert.InRange(sparse, TreesPerType / 3, TreesPerType);
            return true;
        }
    }
}

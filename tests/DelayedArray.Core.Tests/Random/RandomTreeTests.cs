using System.Numerics;

namespace DelayedArrays.Tests;

/// <summary>Random expressions against naive evaluation, for every element type, with any number of threads and any budget.</summary>
public class RandomTreeTests
{
    private const int TreesPerType = 200;

    public static TheoryData<ElementType> NumericTypes() => [.. Enum.GetValues<ElementType>().Where(type => type != ElementType.Boolean)];

    [Theory]
    [MemberData(nameof(NumericTypes))]
    public void Evaluation_equals_naive_evaluation(ElementType type) => type.DispatchNumeric(new Trees((int)type));

    [Fact]
    public void Conditions_equal_naive_evaluation()
    {
        for (var seed = 0; seed < TreesPerType; seed++)
        {
            var pair = new RandomTrees(new Random(90_000 + seed)).GrowCondition<short>(seed % 7);
            Evaluations.Check(pair, $"seed {seed}");
            Assert.Equal(pair.Naive.Values.Any(value => value), pair.Lazy.Any());
            Assert.Equal(pair.Naive.Values.All(value => value), pair.Lazy.All());
            Assert.Equal(pair.Naive.Values.LongCount(value => value), pair.Lazy.CountNonZero());
        }
    }

    private sealed class Trees(int salt) : INumericVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            for (var seed = 0; seed < TreesPerType; seed++)
            {
                var random = new Random((salt * 10_000) + seed);
                var pair = new RandomTrees(random).Grow<T>(seed % 10);
                Evaluations.Check(pair, $"{typeof(T).Name} seed {seed}");
                RandomReductions.Check(pair, random, $"{typeof(T).Name} seed {seed}");
                var again = new RandomTrees(new Random((salt * 10_000) + seed)).Grow<T>(seed % 10);
                Assert.Equal(pair.Lazy.ToTree(), again.Lazy.ToTree());
            }
            return true;
        }
    }
}

/// <summary>Evaluates under many settings.</summary>
internal static class Evaluations
{
    /// <summary>Threads, blocks and strips of several sizes, and a budget as small as does.</summary>
    public static IEnumerable<ExecutionOptions> Settings(DelayedArray array, int blockElements)
    {
        foreach (var workers in (int[])[1, 2, 7])
        {
            yield return new ExecutionOptions
            {
                Workers = workers,
                LookAhead = workers / 2,
                BlockElements = blockElements,
                StripBytes = 512,
                ChunkCache = new ChunkCache(workers * 100),
                MemoryBudget = workers == 2 ? Smallest(array, blockElements) : 1 << 24,
            };
        }
    }

    public static void Check<T>(Pair<T> pair, string label) where T : unmanaged
    {
        Assert.True(pair.Naive.Shape.AsSpan().SequenceEqual(pair.Lazy.Shape.AsSpan()), $"{label}: {pair.Lazy.Shape}\n{pair.Lazy.ToTree()}");
        foreach (var settings in Settings(pair.Lazy, 64).Append(ExecutionOptions.Default))
        {
            var values = pair.Lazy.ToArray(settings);
            for (var i = 0; i < values.Length; i++)
            {
                if (!EqualityComparer<T>.Default.Equals(values[i], pair.Naive.Values[i]))
                    Assert.Fail($"{label}, {settings.Workers} workers, element {i}: {values[i]}, expected {pair.Naive.Values[i]}\n{pair.Lazy.ToTree()}");
            }
        }
    }

    private static long Smallest(DelayedArray array, int blockElements)
    {
        for (var budget = 64L; ; budget *= 2)
        {
            try
            {
                array.Explain(new ExecutionOptions { MemoryBudget = budget, BlockElements = blockElements, ChunkCache = new ChunkCache(0) });
                // Some room for what a consumer needs besides.
                return budget * 128;
            }
            catch (MemoryBudgetException)
            {
                // Too small; the next is tried.
            }
        }
    }
}

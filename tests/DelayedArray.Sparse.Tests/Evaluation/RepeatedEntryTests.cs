namespace DelayedArrays.Tests;

/// <summary>Entries of the same element add up to the same value in blocks and in memory.</summary>
public sealed class RepeatedEntryTests
{
    [Fact]
    public void Float32_is_added_in_float64_and_rounded_once()
    {
        // In float32, 2^24 + 1 is 2^24 again, however often.
        Check<float>([1 << 24, 1, 1, 1], (1 << 24) + 4);
    }

    [Fact]
    public void Integers_may_leave_their_range_on_the_way()
    {
        Check<sbyte>([100, 100, -100], 100);
        Check([ulong.MaxValue], ulong.MaxValue);
        var error = Assert.Throws<OverflowException>(() => Stored<sbyte>([sbyte.MaxValue, 1]).Sum());
        Assert.Contains("entries of the same element add up to more than int8 holds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Booleans_are_true_if_one_is() => Check([false, true, false], true);

    [Fact]
    public void Unsorted_lines_are_read_in_order_and_repeats_added_in_the_order_of_storage()
    {
        var matrix = Delayed.FromSeed(new CompressedSparseSeed<float>(
            [2, 4], 0, [0, 5, 6], Delayed.FromMemory([3, 1, 3, 0, 1, 2], 6), Delayed.FromMemory([1f, 2, 4, 8, 16, 32], 6), new SparseLocation("Test")));
        Assert.Equal([8f, 18, 0, 5, 0, 0, 32, 0], matrix.ToArray());
    }

    private static void Check<T>(T[] entries, T expected) where T : unmanaged
    {
        Assert.Equal([default, expected], Stored(entries).ToArray());
        var matrix = SparseMatrix.FromCompressed([1, 2], SparseLayout.Csr, [0, entries.Length], Enumerable.Repeat(1, entries.Length).ToArray(), entries);
        Assert.Equal(expected, matrix.SumDuplicates().Line(0).Values[0]);
    }

    private static DelayedArray<T> Stored<T>(T[] entries) where T : unmanaged => Delayed.FromSeed(new CompressedSparseSeed<T>(
        [1, 2], 0, [0, entries.Length], Delayed.FromMemory(Enumerable.Repeat(1, entries.Length).ToArray(), entries.Length),
        Delayed.FromMemory(entries, entries.Length), new SparseLocation("Test")));
}

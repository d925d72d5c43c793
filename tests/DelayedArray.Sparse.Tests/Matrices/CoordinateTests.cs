namespace DelayedArrays.Tests;

/// <summary>Sums of duplicates, and entries that are refused.</summary>
public sealed class CoordinateTests
{
    [Fact]
    public void Integer_sums_out_of_range_name_the_element()
    {
        foreach (var layout in Enum.GetValues<SparseLayout>())
        {
            var error = Assert.Throws<OverflowException>(
                () => SparseMatrix.FromCoordinates<sbyte>([0, 2, 2], [1, 3, 3], [1, 100, 28], [3, 4], layout));
            Assert.Contains("row 2, column 3", error.Message, StringComparison.Ordinal);
            Assert.Contains("int8", error.Message, StringComparison.Ordinal);
        }
        Assert.Throws<OverflowException>(() => SparseMatrix.FromCoordinates<ulong>([0, 0], [0, 0], [ulong.MaxValue, 1], [1, 1]));
        Assert.Throws<OverflowException>(() => SparseMatrix.FromCoordinates<long>([0, 0], [0, 0], [long.MinValue, -1], [1, 1]));
        // Only the whole sum counts.
        var x = SparseMatrix.FromCoordinates<sbyte>([0, 0, 0], [0, 0, 0], [100, 100, -100], [1, 1]);
        Assert.Equal([100], x.Line(0).Values.ToArray());
    }

    [Fact]
    public void Floats_are_rounded_once()
    {
        var x = SparseMatrix.FromCoordinates<float>([0, 0, 0], [0, 0, 0], [1e8f, 1, -1e8f], [1, 1]);
        Assert.Equal([1f], x.Line(0).Values.ToArray());
        var y = SparseMatrix.FromCoordinates<Half>([0, 0], [0, 0], [Half.MaxValue, Half.MaxValue], [1, 1]);
        Assert.Equal([Half.PositiveInfinity], y.Line(0).Values.ToArray());
    }

    [Fact]
    public void Entries_outside_are_refused()
    {
        Assert.Contains("entry 1 is in row 3", Fails([0, 3], [0, 0], [1, 1]), StringComparison.Ordinal);
        Assert.Contains("entry 0 is in column -1", Fails([0, 2], [-1, 0], [1, 1]), StringComparison.Ordinal);
        Assert.Contains("1 rows, 2 columns and 2 values", Fails([0], [0, 0], [1, 1]), StringComparison.Ordinal);

        static string Fails(int[] rows, int[] columns, short[] values) => Assert.ThrowsAny<ArgumentException>(
            () => SparseMatrix.FromCoordinates<short>(rows, columns, values, [3, 4])).Message;
    }

    [Fact]
    public void Many_entries_in_several_pieces()
    {
        const int Count = 3_000_000;
        var random = new Random(3);
        var (rows, columns, values, sums) = (new int[Count], new int[Count], new int[Count], new long[1000]);
        for (var k = 0; k < Count; k++)
        {
            (rows[k], columns[k], values[k]) = (random.Next(1000), random.Next(2000), random.Next(5));
            sums[rows[k]] += values[k];
        }
        var x = SparseMatrix.FromCoordinates<int>(rows, columns, values, [1000, 2000]);
        Assert.True(x.IsCanonical);
        Assert.Equal(rows.Select((row, k) => (long)row * 2000 + columns[k]).Distinct().LongCount(), x.NonZeroCount);
        for (var row = 0; row < 1000; row++)
            Assert.Equal(sums[row], x.Line(row).Values.ToArray().Sum());
    }
}

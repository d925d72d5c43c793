namespace DelayedArrays.Tests;

/// <summary>Thousands of random matrices of every element type, both layouts, narrow and wide, in one segment and many, against
/// plain lists of entries.</summary>
public sealed class RandomMatrixTests
{
    private const int Cases = 250;

    [Fact]
    public void Operations_agree_with_plain_lists() => EveryElementType.Do(new Operations());

    [Fact]
    public void Coordinates_agree_with_plain_lists() => EveryElementType.Do(new Coordinates());

    [Fact]
    public void Dense_forms_agree_with_plain_lists() => EveryElementType.Do(new DenseForms());

    [Fact]
    public void Equality_is_of_elements() => EveryElementType.Do(new Equality());

    private static List<(long Row, long Column, T Value)> EntriesOf<T>(SparseMatrix<T> matrix) where T : unmanaged
    {
        var entries = new List<(long, long, T)>();
        foreach (var entry in matrix.Entries)
            entries.Add((entry.Row, entry.Column, entry.Value));
        return entries;
    }

    private static IEnumerable<RandomMatrix<T>> Matrices<T>() where T : unmanaged
    {
        var random = new Random(17 + (int)ElementTypes.Of<T>());
        for (var k = 0; k < Cases; k++)
            yield return new RandomMatrix<T>(random);
    }

    private static bool IsCanonical<T>(SparseMatrix<T> matrix) where T : unmanaged
    {
        matrix.Validate();
        var copy = SparseMatrix.FromCompressed(matrix.Shape, matrix.Layout, matrix.Offsets.ToArray(), Indices(matrix), Values(matrix));
        return matrix.IsCanonical && copy.IsCanonical;
    }

    private static long[] Indices<T>(SparseMatrix<T> matrix) where T : unmanaged
    {
        var indices = new long[matrix.NonZeroCount];
        matrix.CopyIndices(0, indices);
        return indices;
    }

    private static T[] Values<T>(SparseMatrix<T> matrix) where T : unmanaged
    {
        var values = new T[matrix.NonZeroCount];
        matrix.CopyValues(0, values);
        return values;
    }

    private sealed class Operations : IElementVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged
        {
            foreach (var naive in Matrices<T>())
                Check(naive, naive.Compressed());
            return true;
        }

        private static void Check<T>(RandomMatrix<T> naive, SparseMatrix<T> x) where T : unmanaged
        {
            Assert.Equal((naive.Shape, naive.Layout, naive.IsWide), (x.Shape, x.Layout, x.HasWideIndices));
            Assert.Equal(naive.ByLine(), EntriesOf(x));
            var sorted = x.Sorted();
            Assert.Equal(naive.SortedFor(naive.Layout), EntriesOf(sorted));
            Assert.True(sorted.HasSortedIndices);
            Assert.Equal(x.HasSortedIndices, ReferenceEquals(x, sorted));
            Assert.Same(sorted, sorted.Sorted());
            var summed = x.SumDuplicates();
            Assert.Equal(naive.Summed(naive.Layout), EntriesOf(summed));
            Assert.True(IsCanonical(summed));
            Assert.Same(summed, summed.SumDuplicates());
            var pruned = x.Prune();
            Assert.Equal(naive.ByLine().Where(e => !Samples<T>.Instance.IsZero(e.Value)), EntriesOf(pruned));
            Assert.Same(pruned, pruned.Prune());
            Assert.Equal(naive.ByLine().Select(e => (e.Column, e.Row, e.Value)), EntriesOf(x.Transpose()));
            CheckConversion(naive, x);
            Assert.Equal(naive.ByLine(), EntriesOf(x));
        }

        private static void CheckConversion<T>(RandomMatrix<T> naive, SparseMatrix<T> x) where T : unmanaged
        {
            var other = naive.Layout == SparseLayout.Csr ? SparseLayout.Csc : SparseLayout.Csr;
            Assert.Same(x, x.ToLayout(naive.Layout));
            if (naive.IsWide)
            {
                Assert.Throws<ArgumentException>(() => x.ToLayout(other));
                return;
            }
            var converted = other == SparseLayout.Csc ? x.ToCsc() : x.ToCsr();
            converted.Validate();
            Assert.Equal(other, converted.Layout);
            Assert.True(converted.HasSortedIndices);
            // Entries of one element come in the order in which they are stored.
            var expected = naive.ByLine().OrderBy(e => other == SparseLayout.Csr ? e.Row : e.Column).ThenBy(e => other == SparseLayout.Csr ? e.Column : e.Row);
            Assert.Equal(expected, EntriesOf(converted));
        }
    }

    private sealed class Coordinates : IElementVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged
        {
            foreach (var naive in Matrices<T>())
            {
                Check(naive, naive.Layout);
                if (!naive.IsWide)
                    Check(naive, naive.Layout == SparseLayout.Csr ? SparseLayout.Csc : SparseLayout.Csr);
            }
            return true;
        }

        private static void Check<T>(RandomMatrix<T> naive, SparseLayout layout) where T : unmanaged
        {
            var x = naive.FromCoordinates(layout);
            Assert.Equal(layout, x.Layout);
            Assert.True(IsCanonical(x));
            var summed = naive.Summed(layout);
            Assert.Equal(summed, EntriesOf(x));
            Assert.Equal(summed.Where(e => !Samples<T>.Instance.IsZero(e.Value)), EntriesOf(naive.FromCoordinates(layout, dropZeros: true)));
            var (rows, columns, values) = x.ToCoordinates();
            Assert.Equal(summed, rows.Select((row, k) => (row, columns[k], values[k])));
            Assert.Equal(summed, EntriesOf(SparseMatrix.FromCoordinates<T>(rows, columns, values, naive.Shape, layout)));
        }
    }

    private sealed class DenseForms : IElementVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged
        {
            foreach (var naive in Matrices<T>())
            {
                var x = naive.Compressed();
                if (naive.IsWide)
                {
                    if (naive.Shape.Count > Array.MaxLength)
                        Assert.Throws<InvalidOperationException>(x.ToArray);
                    continue;
                }
                Check(naive, x);
            }
            return true;
        }

        private static void Check<T>(RandomMatrix<T> naive, SparseMatrix<T> x) where T : unmanaged
        {
            var dense = naive.Dense();
            var array = x.ToArray();
            Assert.Equal(naive.Shape, [array.GetLength(0), array.GetLength(1)]);
            Assert.Equal(dense, array.Cast<T>());
            var tensor = x.ToTensor();
            var flat = new T[tensor.FlattenedLength];
            tensor.FlattenTo(flat);
            Assert.Equal(dense, flat);
            foreach (var layout in Enum.GetValues<SparseLayout>())
            {
                var expected = EntriesOf(x.ToLayout(layout).SumDuplicates().Prune());
                Assert.Equal(expected, EntriesOf(SparseMatrix.FromDense(array, layout)));
                Assert.Equal(expected, EntriesOf(SparseMatrix.FromDense(tensor, layout)));
                Assert.Equal(expected, EntriesOf(SparseMatrix.FromDense<T>(dense, naive.Shape, layout)));
                Assert.Equal(layout, SparseMatrix.FromDense(array, layout).Layout);
            }
        }
    }

    private sealed class Equality : IElementVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged
        {
            foreach (var naive in Matrices<T>())
            {
                var x = naive.Compressed();
                var y = naive.FromCoordinates(naive.Layout, dropZeros: true);
                Assert.True(x.ElementsEqual(y) && y.ElementsEqual(x) && x.ElementsEqual(x));
                if (!naive.IsWide)
                    Assert.True(x.ElementsEqual(y.ToLayout(SparseLayout.Csc)) && y.ToLayout(SparseLayout.Csc).ElementsEqual(x.ToCsr()));
                if (y.NonZeroCount > 0)
                    Assert.False(x.ElementsEqual(SparseMatrix.Empty<T>(naive.Shape, naive.Layout)));
                if (naive.Shape[0] != naive.Shape[1])
                    Assert.False(x.ElementsEqual(x.Transpose()));
            }
            return true;
        }
    }
}

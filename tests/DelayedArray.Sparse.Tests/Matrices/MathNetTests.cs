using MathNet.Numerics.LinearAlgebra;

namespace DelayedArrays.Tests;

/// <summary>Matrices of MathNet.Numerics, both ways.</summary>
public sealed class MathNetTests
{
    [Fact]
    public void Random_matrices_go_both_ways()
    {
        var random = new Random(5);
        for (var k = 0; k < 500; k++)
        {
            var naive = new RandomMatrix<double>(random);
            var x = naive.Compressed();
            if (naive.IsWide)
            {
                Assert.Throws<InvalidOperationException>(() => x.ToMathNet());
                continue;
            }
            var there = x.ToMathNet();
            Assert.Equal(naive.Dense(), there.ToArray().Cast<double>());
            Assert.True(there.ToSparseMatrix().ElementsEqual(x));
            Assert.Equal(naive.Dense(), there.ToSparseMatrix().ToArray().Cast<double>());
        }
    }

    [Fact]
    public void Storages_of_every_kind_are_taken()
    {
        var elements = new float[,] { { 0, 1.5f, 0 }, { -2, 0, float.NaN }, { 0, 0, 4 } };
        var sparse = Matrix<float>.Build.SparseOfArray(elements);
        var dense = Matrix<float>.Build.DenseOfArray(elements);
        var diagonal = Matrix<float>.Build.DiagonalOfDiagonalArray([1, 0, 3]);
        Assert.Equal(elements.Cast<float>(), sparse.ToSparseMatrix().ToArray().Cast<float>());
        Assert.Equal(elements.Cast<float>(), dense.ToSparseMatrix().ToArray().Cast<float>());
        Assert.Equal(4, dense.ToSparseMatrix().NonZeroCount);
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 3], diagonal.ToSparseMatrix().ToArray().Cast<float>());
        Assert.Equal(sparse * diagonal, (sparse.ToSparseMatrix().ToMathNet() * diagonal.ToSparseMatrix().ToMathNet()));
        // Capacity that is not used is not taken for entries.
        sparse[0, 0] = 7;
        sparse[0, 0] = 0;
        Assert.Equal(4, sparse.ToSparseMatrix().NonZeroCount);
    }

    [Fact]
    public void Products_are_those_of_the_same_matrix()
    {
        var random = new Random(6);
        var elements = new double[7, 5];
        for (var k = 0; k < 12; k++)
            elements[random.Next(7), random.Next(5)] = random.NextDouble();
        var x = SparseMatrix.FromDense(elements, SparseLayout.Csc);
        var vector = Vector<double>.Build.Random(5, 1);
        Assert.Equal(Matrix<double>.Build.DenseOfArray(elements) * vector, x.ToMathNet() * vector);
    }
}

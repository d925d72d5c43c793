namespace DelayedArrays.Tests;

public sealed class NodeEqualityTests
{
    private static readonly DelayedArray<double> X = Delayed.FromMemory([1.0, 2, 3, 4], 2, 2);
    private static readonly DelayedArray<double> Y = Delayed.FromMemory([1.0, 2, 3, 4], 2, 2);

    [Fact]
    public void Trees_with_other_parameters_operations_or_inputs_are_not_equal()
    {
        DelayedArray[] trees =
        [
            X, Y, X + 1, X + 2, 1 - X, X - 1, X * 1, X + X, X + Y, Y + X, X[1..], X[..1], X[new[] { 1, 0, 0 }], X[new[] { 0, 1, 0 }],
            X.Transpose(), X.ExpandDims(0), X.ExpandDims(1), X.ExpandDims(0).BroadcastTo(3, 2, 2), X.ExpandDims(0).BroadcastTo(4, 2, 2),
            Delayed.Concatenate(0, X, Y), Delayed.Concatenate(1, X, Y), Delayed.Concatenate(0, Y, X), X.Cast<int>(), X.Cast<float>(),
            X.Cast<int>(CastMode.Checked), X.MultiplyAdd(X, Y), X.MultiplyAdd(Y, X), X.Clip(X, Y), X.Round(1), X.Round(2),
            X.Map(a => a), X.Map(a => a + 1), Delayed.Constant(1.0, 2), Delayed.Constant(2.0, 2), Delayed.Constant(1.0, 3), Delayed.Constant(1f, 2),
            X * 0.0, X * -0.0, Delayed.Constant(0.0, 2), Delayed.Constant(-0.0, 2), X.Maximum(double.NaN), X.Minimum(double.NaN),
        ];
        for (var i = 0; i < trees.Length; i++)
        {
            for (var j = 0; j < trees.Length; j++)
                Assert.True(trees[i].Root.Equals(trees[j].Root) == (i == j), $"{trees[i].ToTree()}\nand\n{trees[j].ToTree()}");
        }
    }

    [Fact]
    public void Trees_built_alike_are_equal_and_hash_equally()
    {
        Func<DelayedArray>[] build =
        [
            () => X + 1, () => X - (X * Y), () => X[new[] { 1, 0, 0 }, ..].Transpose(), () => X.Maximum(double.NaN),
            () => Delayed.Concatenate(0, X, Y)[1..3].Cast<int>(), () => Delayed.Constant(1.0, 2) + X, () => X.Round(2).Clip(0, 1),
        ];
        Assert.All(build, make => Assert.Equal(make().Root, make().Root));
        Assert.All(build, make => Assert.Equal(make().Root.GetHashCode(), make().Root.GetHashCode()));
        Assert.All(build, make => Assert.Equal(make().ToTree(), make().ToTree()));
    }

    [Fact]
    public void Nodes_that_differ_in_the_sign_of_a_zero_are_not_taken_for_each_other()
    {
        var (up, down) = (X / 0.0, X / -0.0);
        Assert.All((up + up - (down + down)).ToArray(), value => Assert.Equal(double.PositiveInfinity, value));
        var (zero, minus) = (Delayed.Constant(0.0, 4).Map(a => a), Delayed.Constant(-0.0, 4).Map(a => a));
        Assert.All((1 / (zero * zero + zero) - 1 / (minus + minus)).ToArray(), value => Assert.Equal(double.PositiveInfinity, value));
    }

    [Fact]
    public void Other_seeds_can_be_put_in_the_place_of_the_old_ones()
    {
        var tree = (X - (Y * X.Transpose()))[1..];
        var replaced = tree.ReplaceSeeds(seed => ReferenceEquals(seed, X.Seeds[0]) ? Y.Seeds[0] : X.Seeds[0]);
        Assert.Equal((Y - (X * Y.Transpose()))[1..].Root, replaced.Root);
        Assert.Same(tree.Root, tree.ReplaceSeeds(seed => seed).Root);
        var wide = new MemorySeed<double>(new double[6], new Shape(2, 3));
        Assert.Throws<ShapeMismatchException>(() => (X + Y).ReplaceSeeds(seed => ReferenceEquals(seed, X.Seeds[0]) ? wide : seed));
        Assert.Throws<UnsupportedElementTypeException>(() => X.ReplaceSeeds(_ => new MemorySeed<int>(new int[4], new Shape(2, 2))));
        Assert.Throws<SelectionException>(() => X[1..].ReplaceSeeds(_ => new MemorySeed<double>(new double[2], new Shape(1, 2))));
    }

    [Fact]
    public void Seeds_are_listed_once_each()
    {
        Assert.Equal([X.Seeds[0], Y.Seeds[0]], ((X + Y) * X[..1]).Seeds);
        Assert.Empty((X + Y).Paths);
    }
}

namespace DelayedArrays.Tests;

public sealed class SimplificationTests
{
    private static readonly DelayedArray<int> X = Delayed.FromMemory(Enumerable.Range(0, 60).ToArray(), 3, 4, 5);

    [Fact]
    public void Subset_of_subset_equals_composed_subset()
    {
        Assert.Equal(X[1..3, 2, ..].Root, X[1.., ..][..2, 2, ..].Root);
        Assert.Equal("Subset[:, 3::-1, [4, 0, 4]]", X[.., 1..][.., Selection.Slice(step: -1)][.., .., new[] { 4, 0, 4 }].Root.Label
            .Replace("3:0:-1", "3::-1", StringComparison.Ordinal));
        Assert.Same(X.Root, X[Selection.Slice(step: -1)][Selection.Slice(step: -1)].Root);
        Assert.Equal(1, X[1..][1..][0..].Root.Depth);
    }

    [Fact]
    public void Taking_everything_is_the_array_itself()
    {
        Assert.Same(X.Root, X[.., 0..4, Selection.Slice()].Root);
        Assert.Same(X.Root, X[new[] { 0, 1, 2 }, new[] { true, true, true, true }].Root);
        var empty = Delayed.FromMemory(Array.Empty<int>(), 0, 4);
        Assert.Same(empty.Root, empty[..0].Root);
    }

    [Fact]
    public void Subset_of_a_concatenation_drops_the_parts_it_misses()
    {
        var (a, b, c) = (Parts(1), Parts(2), Parts(3));
        var all = Delayed.Concatenate(0, a, b, c);
        Assert.Same(b.Root, all[3..6].Root);
        Assert.Equal(b[1..2].Root, all[4..5].Root);
        Assert.Equal(b[1].Root, all[4].Root);
        Assert.Equal(Delayed.Concatenate(0, b, c)[2..5].Root, all[5..8].Root);
        Assert.Equal(a[new[] { 2, 0, 2 }].Root, all[new[] { 2, 0, 2 }].Root);
        Assert.Equal(c[Selection.Slice(step: -2)].Root, all[Selection.Slice(8, 5, -2)].Root);
        Assert.Equal(Delayed.Concatenate(0, a, b)[new[] { 5, 0 }, 1..].Root, all[new[] { 5, 0 }, 1..].Root);
        Assert.Equal(3, all[.., 1..].Root.Inputs[0].Inputs.Length);
    }

    [Fact]
    public void Parts_in_the_middle_that_are_missed_are_not_read()
    {
        var seeds = Enumerable.Range(0, 3).Select(_ => new CountingSeed<int>(new Dense<int>(new int[12], 3, 4), 1, 4)).ToArray();
        var all = Delayed.Concatenate(0, [.. seeds.Select(Delayed.FromSeed)]);
        all[new[] { 8, 0, 7 }].ToArray();
        all[Selection.Slice(1, null, 7)].ToArray();
        Assert.Equal([2, 0, 2], seeds.Select(seed => seed.Distinct));
    }

    [Fact]
    public void An_empty_selection_of_a_concatenation_keeps_one_part()
    {
        var all = Delayed.Concatenate(0, Parts(1), Parts(2), Parts(3));
        Assert.Equal(new Shape(0, 4), all[4..4].Shape);
        Assert.Single(all[4..4].Seeds);
        Assert.Equal(new Shape(9, 0), all[.., ..0].Shape);
        Assert.Empty(all[4..4].ToArray());
        var withEmpty = Delayed.Concatenate(0, Parts(1)[..0], Parts(2));
        Assert.Equal(Parts(2).ToArray(), withEmpty[..3].ToArray());
        Assert.Empty(withEmpty[..0].ToArray());
    }

    [Fact]
    public void Rearrangement_of_rearrangement_is_one()
    {
        Assert.Same(X.Root, X.Transpose().Transpose().Root);
        Assert.Same(X.Root, X.Permute(1, 2, 0).Permute(2, 0, 1).Root);
        Assert.Same(X.Root, X.ExpandDims(1).ExpandDims(0).Squeeze().Root);
        Assert.Same(X.Root, X.Permute(0, 1, 2).Root);
        Assert.Same(X.Root, X.BroadcastTo(3, 4, 5).Root);
        Assert.Same(X.Root, X.Squeeze().Root);
        Assert.Equal(1, X.Transpose().ExpandDims(1).BroadcastTo(5, 7, 4, 3).Permute(3, 1, 0, 2).Root.Depth);
        Assert.Equal(X.Permute(2, 1, 0).Root, X.Transpose().Root);
    }

    [Fact]
    public void A_cast_to_the_same_type_is_no_node()
    {
        Assert.Same(X.Root, X.Cast<int>().Root);
        Assert.Same(X.Root, X.Cast(ElementType.Int32, CastMode.Checked).Root);
        Assert.NotSame(X.Root, X.Cast<long>().Cast<int>().Root);
    }

    [Fact]
    public void Nested_concatenations_along_the_same_axis_are_flattened()
    {
        var (a, b, c) = (Parts(1), Parts(2), Parts(3));
        var flat = Delayed.Concatenate(0, a, b, c);
        Assert.Equal(flat.Root.Label, Delayed.Concatenate(0, Delayed.Concatenate(0, a, b), c).Root.Label);
        Assert.Equal(3, Delayed.Concatenate(0, a, Delayed.Concatenate(-2, b, c)).Root.Inputs.Length);
        Assert.Equal(2, Delayed.Concatenate(1, Delayed.Concatenate(0, a, b), Delayed.Concatenate(0, b, a)).Root.Inputs.Length);
        Assert.Same(a.Root, Delayed.Concatenate(1, a).Root);
        Assert.Throws<ArgumentException>(() => Delayed.Concatenate<int>(0));
        var error = Assert.Throws<ShapeMismatchException>(() => Delayed.Concatenate(1, a, X[0]));
        Assert.Contains("3 x 4 and 4 x 5", error.Message, StringComparison.Ordinal);
        Assert.Throws<ShapeMismatchException>(() => Delayed.Concatenate(0, a, a[0]));
        Assert.Throws<ShapeMismatchException>(() => Delayed.Stack(0, a, a[1..]));
    }

    [Fact]
    public void A_constant_operand_becomes_part_of_the_operation()
    {
        Assert.Equal("Subtract(x, 2)", (X - 2).Root.Label);
        Assert.Equal("Subtract(2, x)", (2 - X).Root.Label);
        Assert.Equal((X * 3).Root, (X * Delayed.Constant(3, 4, 5)).Root);
        Assert.Equal((X * 3).Root, (X * Delayed.Constant(3, 4, 1).BroadcastTo(3, 4, 5)).Root);
        Assert.Equal(new Shape(2, 3, 4, 5), (X + Delayed.Constant(1, 2, 1, 1, 1)).Shape);
        Assert.Equal(X.ToArray().Concat(X.ToArray()).Select(x => x + 1), (X + Delayed.Constant(1, 2, 1, 1, 1)).ToArray());
        Assert.Equal([5, 5], (Delayed.Constant(2, 2) + Delayed.Constant(3, 1)).ToArray());
        Assert.Throws<ShapeMismatchException>(() => X + Delayed.Constant(3, 2, 5));
    }

    private static DelayedArray<int> Parts(int which) => _parts[which - 1];

    private static readonly DelayedArray<int>[] _parts =
        [.. Enumerable.Range(0, 3).Select(k => Delayed.FromMemory(Enumerable.Range(k * 12, 12).ToArray(), 3, 4))];
}

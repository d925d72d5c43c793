namespace DelayedArrays.Tests;

public sealed class AxisIndexTests
{
    private static readonly DelayedArray<int> X = Delayed.FromMemory(Enumerable.Range(0, 60).ToArray(), 5, 12);

    [Fact]
    public void Slices_take_what_python_takes()
    {
        long?[] places = [null, -8, -6, -5, -1, 0, 1, 3, 4, 5, 6, 9, long.MinValue, long.MaxValue];
        long[] steps = [1, 2, 3, 5, 7, -1, -2, -5, -6, long.MaxValue, -long.MaxValue, long.MinValue];
        foreach (var length in (long[])[0, 1, 2, 5])
        {
            foreach (var (start, stop, step) in from a in places from b in places from c in steps select (a, b, c))
            {
                var taken = Selection.Slice(start, stop, step).Resolve(0, length);
                var expected = RandomSelections.PythonSlice(start, stop, Math.Clamp(step, -100, 100), length);
                Assert.True(expected.SequenceEqual(Enumerable.Range(0, (int)taken.Count).Select(i => taken[i])),
                    $"{start}:{stop}:{step} of {length} gave {taken}");
            }
        }
    }

    [Fact]
    public void A_step_of_zero_is_an_error_when_the_slice_is_made() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Selection.Slice(step: 0));

    [Fact]
    public void A_single_index_drops_its_axis_and_a_list_of_one_does_not()
    {
        Assert.Equal(new Shape(12), X[3].Shape);
        Assert.Equal(new Shape(12), X[^2].Shape);
        Assert.Equal(new Shape(12), X[Selection.At(3)].Shape);
        Assert.Equal(new Shape(5), X[.., 3].Shape);
        Assert.Equal(new Shape(), X[3, 3].Shape);
        Assert.Equal(new Shape(1, 12), X[new[] { 3 }].Shape);
        Assert.Equal(new Shape(1, 12), X[3..4].Shape);
        Assert.Equal(39, X[3, 3].ToScalar());
    }

    [Fact]
    public void Axes_left_out_are_taken_whole()
    {
        Assert.Same(X.Root, X[[]].Root);
        Assert.Same(X.Root, X[..].Root);
        Assert.Same(X.Root, X[default, Selection.All].Root);
    }

    [Fact]
    public void Every_error_names_the_axis_the_index_and_the_length()
    {
        Fails("the index 5 lies outside axis 0 of length 5", () => X[5]);
        Fails("the index -1 lies outside axis 1 of length 12", () => X[.., -1]);
        Fails("the index ^6 lies outside axis 0 of length 5", () => X[^6]);
        Fails("the index ^0 lies outside axis 1 of length 12", () => X[.., ^0]);
        Fails("the index 12 lies outside axis 1 of length 12", () => X[0, new[] { 3, 12 }]);
        Fails("the index -3 lies outside axis 0 of length 5", () => X[new[] { 1L, -3 }]);
        Fails("the range 2..6 does not fit axis 0 of length 5", () => X[2..6]);
        Fails("the range 4..2 does not fit axis 1 of length 12", () => X[.., 4..2]);
        Fails("the range ^6..^0 does not fit axis 0 of length 5", () => X[^6..]);
        Fails("a mask of length 4 does not fit axis 0 of length 5", () => X[new bool[4]]);
        Fails("the index 13 lies outside axis 1 of length 12", () => X[.., AxisSelection.Range(1, 7, 2)]);
        Fails("3 indices for an array of 2 axes (5 x 12)", () => X[0, 0, 0]);
    }

    [Fact]
    public void Slices_and_empty_selections_never_fail()
    {
        Assert.Equal(new Shape(0, 12), X[Selection.Slice(7, 9)].Shape);
        Assert.Equal(new Shape(0, 12), X[5..].Shape);
        Assert.Equal(new Shape(0, 12), X[Array.Empty<int>()].Shape);
        Assert.Equal(new Shape(5, 0), X[.., new bool[12]].Shape);
        Assert.Empty(X[5..].ToArray());
        Assert.Equal(new Shape(0), X[5..][.., 3].Shape);
        Assert.Throws<SelectionException>(() => X[5..][0]);
    }

    [Fact]
    public void Lists_and_masks_are_copied_when_they_are_given()
    {
        var (list, mask) = (new[] { 1, 1, 2 }, new[] { true, false, false, false, false });
        var (listed, masked) = (X[list, 0], X[mask, 0]);
        (list[0], mask[1]) = (4, true);
        Assert.Equal([12, 12, 24], listed.ToArray());
        Assert.Equal([0], masked.ToArray());
    }

    private static void Fails(string message, Func<object> act) => Assert.Equal(message, Assert.Throws<SelectionException>(act).Message);
}

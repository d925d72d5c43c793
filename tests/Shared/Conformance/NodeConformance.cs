namespace DelayedArrays.Testing;

/// <summary>A kind of node under test.</summary>
/// <param name="Name">The name in failures.</param>
/// <param name="Make">Makes the node over an array of two or more axes.</param>
/// <param name="Naive">Computes the expected values.</param>
internal sealed record NodeForm(string Name, Func<DelayedArray<int>, DelayedArray<int>> Make, Func<Dense<int>, Dense<int>> Naive);

/// <summary>The tests that every node must pass.</summary>
public abstract class NodeConformance : Conformance
{
    /// <summary>The nodes under test.</summary>
    private protected abstract IEnumerable<NodeForm> Forms { get; }

    /// <summary>Makes the arrays below the nodes: leaves with the given values.</summary>
    private protected abstract IEnumerable<Func<Dense<int>, DelayedArray<int>>> Leaves { get; }

    [Fact]
    public void Values_are_those_of_the_plain_operation_however_they_are_computed() => Each((form, x, values) =>
    {
        foreach (var settings in Settings)
            AssertEqual(form.Naive(values), form.Make(x), form.Name, settings);
    });

    [Fact]
    public void Any_part_in_any_order_of_axes_has_its_values() => Each((form, x, values) =>
        AssertParts(form.Naive(values), form.Make(x), form.Name));

    [Fact]
    public void A_node_used_twice_has_its_values_in_both_places() => Each((form, x, values) =>
    {
        var node = form.Make(x);
        AssertEqual(form.Naive(values).Map(value => value - (value * value)), node - (node * node), form.Name);
    });

    [Fact]
    public void Nodes_made_alike_are_equal_and_print_alike() => Each((form, x, _) =>
    {
        var (one, other) = (form.Make(x), form.Make(x));
        Assert.Equal(one.Root, other.Root);
        Assert.Equal(one.Root.GetHashCode(), other.Root.GetHashCode());
        Assert.Equal(one.ToTree(), other.ToTree());
        Assert.NotEmpty(one.Root.Label);
        Assert.NotEqual(one.Root, form.Make(x + 1).Root);
    });

    [Fact]
    public void Sums_over_each_axis_are_those_of_the_values() => Each((form, x, values) =>
    {
        var (node, naive) = (form.Make(x), form.Naive(values));
        for (var axis = 0; axis < naive.Rank; axis++)
        {
            var sums = naive.Reduce([axis]).Groups.Select(group => group.Sum(value => (long)value));
            Assert.True(sums.SequenceEqual(node.Sum(axis)), $"{form.Name}: sums over {axis}\n{node.ToTree()}");
        }
    });

    private void Each(Action<NodeForm, DelayedArray<int>, Dense<int>> check)
    {
        foreach (var leaf in Leaves)
        {
            foreach (var shape in (Shape[])[[12, 7], [1, 30], [0, 4]])
            {
                var values = Values(shape);
                var x = leaf(values);
                foreach (var form in Forms)
                    check(form, x, values);
            }
        }
    }
}

using System.Numerics;

namespace DelayedArrays.Testing;

/// <summary>What random trees can do with arrays of one element type.</summary>
internal abstract class Kit
{
    private static readonly Kit[] _kits =
    [
        new BooleanKit(), new IntegerKit<sbyte>(), new IntegerKit<byte>(), new IntegerKit<short>(), new IntegerKit<ushort>(),
        new IntegerKit<int>(), new IntegerKit<uint>(), new IntegerKit<long>(), new IntegerKit<ulong>(),
        new FloatKit<Half>(), new FloatKit<float>(), new FloatKit<double>(),
    ];

    public static Kit Of(ElementType type) => _kits[(int)type];

    public abstract Twin Leaf(RandomGraph tree, long[] shape);

    public abstract Twin? Structural(RandomGraph tree, Twin x);

    public abstract Twin Cast(Twin x, ElementType type);

    public abstract Twin Unary(RandomGraph tree, Twin x);

    public abstract Twin? Binary(RandomGraph tree, Twin x);

    public abstract Twin? Ternary(RandomGraph tree, Twin x);

    /// <summary>Compares results of a tree, whole and reduced, with what they should be.</summary>
    public abstract void Check(TreeCheck check, Twin x);
}

internal abstract class Kit<T> : Kit where T : unmanaged
{
    public override Twin Leaf(RandomGraph tree, long[] shape) => tree.Leaf(shape, Value);

    public override Twin? Structural(RandomGraph tree, Twin x) => StructuralSteps<T>.Apply(tree, (Twin<T>)x);

    public override Twin? Ternary(RandomGraph tree, Twin x)
    {
        var yes = (Twin<T>)x;
        var no = tree.Chance(30) ? Scalar(tree) : StructuralSteps<T>.Partner(tree, yes);
        if (!RandomGraph.Fits(Dense<T>.Joined(yes.Shape, no.Shape)))
            return null;
        var shape = Dense<T>.Joined(yes.Shape, no.Shape);
        var condition = tree.Chance(50)
            ? StructuralSteps<bool>.Fitted(tree, tree.Earlier<bool>(), shape)
            : tree.Leaf<bool>(tree.Chance(30) ? shape : shape[tree.Random.Next(shape.Length + 1)..]);
        var both = yes.Naive.Zip(no.Naive, (a, b) => (Yes: a, No: b));
        return new Twin<T>(condition.Array.Where(yes.Array, no.Array),
            condition.Naive.Zip(both, (choice, pair) => choice ? pair.Yes : pair.No));
    }

    public override void Check(TreeCheck check, Twin x) => check.Values((Twin<T>)x);

    protected abstract T Value(Random random);

    protected Twin<T> Scalar(RandomGraph tree)
    {
        var value = tree.Chance(20) ? default : Value(tree.Random);
        return new Twin<T>(value, new Dense<T>([value]));
    }

    /// <summary>Two operands whose shapes join, a scalar on either side now and then.</summary>
    protected (Twin<T> Left, Twin<T> Right)? Operands(RandomGraph tree, Twin<T> x)
    {
        var other = tree.Chance(25) ? Scalar(tree) : StructuralSteps<T>.Partner(tree, x);
        if (!RandomGraph.Fits(Dense<T>.Joined(x.Shape, other.Shape)))
            return null;
        return tree.Chance(50) ? (x, other) : (other, x);
    }
}

internal sealed class BooleanKit : Kit<bool>
{
    public override Twin Cast(Twin x, ElementType type) => type == ElementType.Boolean
        ? new Twin<bool>(x.Lazy.Cast<bool>(), ((Twin<bool>)x).Naive)
        : type.DispatchNumeric(new FromBoolean((Twin<bool>)x));

    public override Twin Unary(RandomGraph tree, Twin x)
    {
        var twin = (Twin<bool>)x;
        return twin.Of(!twin.Array, a => !a);
    }

    public override Twin? Binary(RandomGraph tree, Twin x)
    {
        if (Operands(tree, (Twin<bool>)x) is not var (left, right))
            return null;
        return tree.Random.Next(4) switch
        {
            0 => left.Of(right, left.Array & right.Array, (a, b) => a && b),
            1 => left.Of(right, left.Array | right.Array, (a, b) => a || b),
            2 => left.Of(right, left.Array ^ right.Array, (a, b) => a != b),
            _ => left.Of(right, left.Array.EqualTo(right.Array), (a, b) => a == b),
        };
    }

    public override void Check(TreeCheck check, Twin x)
    {
        base.Check(check, x);
        check.Reductions.Quantifiers((Twin<bool>)x);
    }

    protected override bool Value(Random random) => random.Next(2) == 0;

    private sealed class FromBoolean(Twin<bool> x) : INumericVisitor<Twin>
    {
        public Twin Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            x.Of(x.Array.Cast<T>(), a => a ? T.One : T.Zero);
    }
}

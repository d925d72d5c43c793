namespace DelayedArrays;

public sealed partial class Ternary<T1, T2, T3, TOut, TOp>
{
    /// <summary>
    /// Evaluates only the entries of the sparse operands. If a dense operand has a value, such as infinity, for which the function of zeros
    /// is not zero, all elements of the block are evaluated.
    /// </summary>
    internal override SparseCursor<TOut> OpenSparse(BlockRequest request, BlockContext context) =>
        SparseFunctionCursor<T1, T2, T3, TOut, TOp>.TryOpen((_first, _second, _third), Operation, request, context)
        ?? base.OpenSparse(request, context);

    /// <summary>
    /// Whether at most one operand is dense, one has entries, and the function is zero wherever the other two are. With two dense operands,
    /// checking each alone could not tell.
    /// </summary>
    private static bool IsSparseOf(Node<T1> first, Node<T2> second, Node<T3> third, TOp op)
    {
        var (x, y, z) = (EntryOperand<T1>.IsSparse(first), EntryOperand<T2>.IsSparse(second), EntryOperand<T3>.IsSparse(third));
        return (first.IsSparse || second.IsSparse || third.IsSparse) && (x ? y || z : y && z)
            && KeepsZero(op, first, second, third);
    }

    /// <summary>
    /// Whether the function is zero wherever its sparse operands are zero, for either sign of zero and for common values of the dense
    /// operand. Each block is checked for rare values, such as infinity, or zero if it makes NaN.
    /// </summary>
    private static bool KeepsZero(TOp op, Node<T1> firstNode, Node<T2> secondNode, Node<T3> thirdNode)
    {
        var (first, second, third) = (Probes(firstNode), Probes(secondNode), Probes(thirdNode));
        var count = first.Length * second.Length * third.Length;
        var (x, y, z, results) = (new T1[count], new T2[count], new T3[count], new TOut[count]);
        for (var i = 0; i < count; i++)
        {
            x[i] = first[i / third.Length / second.Length];
            y[i] = second[i / third.Length % second.Length];
            z[i] = third[i % third.Length];
        }
        try
        {
            Kernel.Apply(op, x, y, z, (Span<TOut>)results);
        }
        catch (ArithmeticException)
        {
            // Dividing integers by zero is an error of the evaluation, not of building the tree.
            return false;
        }
        for (var i = 0; i < count; i++)
        {
            var isRare = IsRare(x[i], firstNode) || IsRare(y[i], secondNode) || IsRare(z[i], thirdNode);
            if (!ZeroFacts.IsZero(results[i]) && !(isRare && ZeroFacts.IsNaN(results[i])))
                return false;
        }
        return true;
    }

    private static bool IsRare<T>(T value, Node<T> node) where T : unmanaged => ZeroFacts.IsZero(value) && !EntryOperand<T>.IsSparse(node);

    private static T[] Probes<T>(Node<T> node) where T : unmanaged
    {
        if (EntryOperand<T>.IsSparse(node))
            return ZeroProbes<T>.Zeros;
        return ConstantSeed<T>.ValueOf(node) is { } value ? [value] : [.. ZeroProbes<T>.Zeros, .. ZeroProbes<T>.Values];
    }
}

namespace DelayedArrays;

/// <summary>Finds out what a function of three elements makes of zeros.</summary>
internal static class TernaryFacts<T1, T2, T3, TOut, TOp>
    where T1 : unmanaged where T2 : unmanaged where T3 : unmanaged where TOut : unmanaged
    where TOp : struct, ITernaryOp<T1, T2, T3, TOut>
{
    /// <summary>
    /// Whether the function is zero wherever its sparse operands are, whatever the signs of those zeros, for common values of the
    /// others. Rare ones, such as infinity, are looked for in each block; so is zero, if it makes NaN.
    /// </summary>
    public static bool Keeps(TOp op, Node<T1> firstNode, Node<T2> secondNode, Node<T3> thirdNode)
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
            // Zero divided by zero, of integers: an error of the evaluation, not of building the tree.
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

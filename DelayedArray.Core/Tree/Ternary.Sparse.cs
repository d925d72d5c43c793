namespace DelayedArrays;

public sealed partial class Ternary<T1, T2, T3, TOut, TOp>
{
    /// <summary>
    /// Entries of the sparse operands alone, unless a dense one has a value, such as infinity, that makes something else of zeros:
    /// then all elements of this block are evaluated.
    /// </summary>
    internal override SparseCursor<TOut> OpenSparse(BlockRequest request, BlockContext context)
    {
        var (first, second, third) = (new EntryOperand<T1>(), new EntryOperand<T2>(), new EntryOperand<T3>());
        var cursor = new SparseTernaryCursor<T1, T2, T3, TOut, TOp>(first, second, third, Operation, context);
        var isSparse = false;
        try
        {
            isSparse = first.OpenDense(_first, request, context, values => StaysZero(values, [], [], values.Length))
                && second.OpenDense(_second, request, context, values => StaysZero([], values, [], values.Length))
                && third.OpenDense(_third, request, context, values => StaysZero([], [], values, values.Length));
            if (isSparse)
            {
                first.OpenSparse(_first, request, context);
                second.OpenSparse(_second, request, context);
                third.OpenSparse(_third, request, context);
            }
        }
        catch
        {
            cursor.Dispose();
            throw;
        }
        if (isSparse)
            return cursor;
        cursor.Dispose();
        return base.OpenSparse(request, context);
    }

    /// <summary>
    /// Whether one operand has entries, another has, or is zero everywhere, and the function is zero wherever both are. Where two
    /// are dense, whether it is could not be told by a look at each.
    /// </summary>
    private static bool IsSparseOf(Node<T1> first, Node<T2> second, Node<T3> third, TOp op)
    {
        var (x, y, z) = (EntryOperand<T1>.IsSparse(first), EntryOperand<T2>.IsSparse(second), EntryOperand<T3>.IsSparse(third));
        return (first.IsSparse || second.IsSparse || third.IsSparse) && (x ? y || z : y && z)
            && TernaryFacts<T1, T2, T3, TOut, TOp>.Keeps(op, first, second, third);
    }

    /// <summary>Whether the function is zero for the values of one operand, and zeros of the others, which are left empty.</summary>
    private bool StaysZero(ReadOnlySpan<T1> x, ReadOnlySpan<T2> y, ReadOnlySpan<T3> z, int count)
    {
        const int Piece = 256;
        var length = Math.Min(count, Piece);
        Span<T1> first = stackalloc T1[length];
        Span<T2> second = stackalloc T2[length];
        Span<T3> third = stackalloc T3[length];
        Span<TOut> results = stackalloc TOut[length];
        first.Clear();
        second.Clear();
        third.Clear();
        for (var start = 0; start < count; start += length)
        {
            length = Math.Min(length, count - start);
            var found = results[..length];
            Kernel.Apply(
                Operation, x.IsEmpty ? first[..length] : x.Slice(start, length), y.IsEmpty ? second[..length] : y.Slice(start, length),
                z.IsEmpty ? third[..length] : z.Slice(start, length), found);
            foreach (var result in found)
            {
                if (!ZeroFacts.IsZero(result))
                    return false;
            }
        }
        return true;
    }
}

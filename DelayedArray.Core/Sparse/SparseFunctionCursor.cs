namespace DelayedArrays;

/// <summary>
/// Applies a function of two or three elements wherever an operand has an entry. The function is zero elsewhere. The entries of a single
/// sparse operand are used directly, and those of several are merged.
/// </summary>
internal sealed class SparseFunctionCursor<T1, T2, T3, TOut, TOp>(
    EntryOperand<T1> first, EntryOperand<T2> second, EntryOperand<T3> third, TOp op, BlockContext context) : SparseCursor<TOut>
    where T1 : unmanaged where T2 : unmanaged where T3 : unmanaged where TOut : unmanaged
    where TOp : struct, ITernaryOp<T1, T2, T3, TOut>
{
    /// <summary>
    /// Opens a block to read its entries. Returns null if a dense operand has a value, such as infinity, for which the function of zeros is
    /// not zero. All elements of the block must then be evaluated.
    /// </summary>
    public static SparseFunctionCursor<T1, T2, T3, TOut, TOp>? TryOpen(
        (Node<T1> First, Node<T2> Second, Node<T3>? Third) nodes, TOp op, BlockRequest request, BlockContext context)
    {
        var (first, second, third) = (new EntryOperand<T1>(nodes.First), new EntryOperand<T2>(nodes.Second), new EntryOperand<T3>(nodes.Third));
        var cursor = new SparseFunctionCursor<T1, T2, T3, TOut, TOp>(first, second, third, op, context);
        var isSparse = false;
        try
        {
            isSparse = first.OpenDense(request, context, values => StaysZero(op, values, [], [], values.Length))
                && second.OpenDense(request, context, values => StaysZero(op, [], values, [], values.Length))
                && third.OpenDense(request, context, values => StaysZero(op, [], [], values, values.Length));
            if (isSparse)
            {
                var isAlone = !(first.HasEntries && second.HasEntries) && !(third.HasEntries && (first.HasEntries || second.HasEntries));
                first.OpenSparse(request, context, isAlone);
                second.OpenSparse(request, context, isAlone);
                third.OpenSparse(request, context, isAlone);
            }
            return isSparse ? cursor : null;
        }
        catch
        {
            isSparse = false;
            throw;
        }
        finally
        {
            if (!isSparse)
                cursor.Dispose();
        }
    }

    public override SparseStrip<TOut> Next(Span<int> positions, Span<TOut> values)
    {
        using var x = EntryOperand<T1>.Rent(values.Length, context);
        using var y = EntryOperand<T2>.Rent(values.Length, context);
        using var z = EntryOperand<T3>.Rent(values.Length, context);
        var found = first.IsAlone ? first.Read(positions, x.Span)
            : second.IsAlone ? second.Read(positions, y.Span)
            : third.IsAlone ? third.Read(positions, z.Span)
            : Merge(positions, x.Span, y.Span, z.Span);
        if (found.IsEmpty)
            return default;
        values = values[..found.Length];
        Kernel.Apply(op, first.At(found, x.Span), second.At(found, y.Span), third.At(found, z.Span), values);
        return new SparseStrip<TOut>(found, values);
    }

    protected override void Release()
    {
        first.Dispose();
        second.Dispose();
        third.Dispose();
    }

    private ReadOnlySpan<int> Merge(Span<int> positions, Span<T1> x, Span<T2> y, Span<T3> z)
    {
        const int End = EntryBuffer<TOut>.End;
        var (left, middle, right) = (first.Merged, second.Merged, third.Merged);
        var count = 0;
        for (; count < positions.Length; count++)
        {
            var (a, b) = (left?.Position ?? End, middle?.Position ?? End);
            var c = typeof(T3) == typeof(Absent) ? End : right?.Position ?? End;
            var position = Math.Min(a, Math.Min(b, c));
            if (position == End)
                break;
            positions[count] = position;
            x[count] = a == position ? left!.Take() : default;
            y[count] = b == position ? middle!.Take() : default;
            if (typeof(T3) != typeof(Absent))
                z[count] = c == position ? right!.Take() : default;
        }
        return positions[..count];
    }

    /// <summary>
    /// Whether the function is zero for the values of one operand and zeros of the others. The spans of the other operands are empty.
    /// </summary>
    private static bool StaysZero(TOp op, ReadOnlySpan<T1> x, ReadOnlySpan<T2> y, ReadOnlySpan<T3> z, int count)
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
                op, x.IsEmpty ? first[..length] : x.Slice(start, length), y.IsEmpty ? second[..length] : y.Slice(start, length),
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

namespace DelayedArrays;

/// <summary>
/// An operand of a function that is evaluated on entries. It is sparse, zero everywhere, dense, or absent. Values of a dense operand are
/// looked up at the positions of the other operands' entries.
/// </summary>
/// <param name="node">The operand; null if the function lacks it.</param>
internal sealed class EntryOperand<T>(Node<T>? node) : IDisposable where T : unmanaged
{
    private static readonly T[] Nothing = typeof(T) == typeof(Absent) ? new T[SparseCursor<T>.StripLength] : [];

    // Set if no other operand has entries, and if this operand is dense, respectively.
    private SparseCursor<T>? _alone;
    private ValueLookup<T>? _values;

    /// <summary>Whether a node is sparse or zero everywhere.</summary>
    public static bool IsSparse(Node<T> node) => node.IsSparse || ConstantSeed<T>.ValueOf(node) is { } value && ZeroFacts.IsZero(value);

    public bool HasEntries => node is { IsSparse: true };

    /// <summary>Whether the operand is the only one that has entries.</summary>
    public bool IsAlone => _alone is not null;

    /// <summary>The entries to merge with those of other operands; null if there are none.</summary>
    public EntryBuffer<T>? Merged { get; private set; }

    /// <summary>Opens a block of a dense operand, and checks all of its values.</summary>
    /// <param name="request">The block.</param>
    /// <param name="context">Buffers and cancellation.</param>
    /// <param name="staysZero">Whether the function is zero for the given values and zeros of the other operands.</param>
    /// <returns>Whether the function is zero for all values.</returns>
    public bool OpenDense(BlockRequest request, BlockContext context, ValueTaker<T> staysZero)
    {
        if (node is null || IsSparse(node))
            return true;
        _values = node.OpenLookup(request, context);
        return _values.All(staysZero);
    }

    /// <summary>Opens a block of an operand that has entries.</summary>
    public void OpenSparse(BlockRequest request, BlockContext context, bool isAlone)
    {
        if (node is not { IsSparse: true })
            return;
        var entries = context.OpenSparse(node, request);
        if (isAlone)
            _alone = entries;
        else
            Merged = new EntryBuffer<T>(entries);
    }

    /// <summary>Lends memory for values.</summary>
    public static StripLease<T> Rent(int length, BlockContext context) => typeof(T) == typeof(Absent)
        ? new StripLease<T>(null, Nothing)
        : context.SparseStrips.Rent<T>(length);

    /// <summary>Reads the next entries of the only sparse operand.</summary>
    public ReadOnlySpan<int> Read(Span<int> positions, Span<T> values)
    {
        var strip = _alone!.Next(positions, values);
        if (strip.Values != (ReadOnlySpan<T>)values[..strip.Count])
            strip.Values.CopyTo(values);
        return strip.Positions;
    }

    /// <summary>Gets the values at positions: entries already read or merged, values of a dense operand, or zeros.</summary>
    public ReadOnlySpan<T> At(ReadOnlySpan<int> positions, Span<T> values)
    {
        values = values[..positions.Length];
        if (_values is not null)
            _values.Gather(positions, values);
        else if (typeof(T) != typeof(Absent) && _alone is null && Merged is null)
            values.Clear();
        return values;
    }

    public void Dispose()
    {
        _alone?.Dispose();
        Merged?.Dispose();
        _values?.Dispose();
    }
}

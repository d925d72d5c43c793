namespace DelayedArrays;

/// <summary>
/// An operand of a function that is evaluated on entries: one that has entries, one that is zero everywhere, or a dense one, whose
/// values are looked up where the others have entries.
/// </summary>
internal sealed class EntryOperand<T> : IDisposable where T : unmanaged
{
    private EntryBuffer<T>? _entries;
    private ValueLookup<T>? _values;

    /// <summary>Whether an operand has entries only, or none at all.</summary>
    public static bool IsSparse(Node<T> node) => node.IsSparse || ConstantSeed<T>.ValueOf(node) is { } value && ZeroFacts.IsZero(value);

    /// <summary>Position of the next entry, or <see cref="EntryBuffer{T}.End"/>.</summary>
    public int Position => _entries?.Position ?? EntryBuffer<T>.End;

    /// <summary>Opens a block of a dense operand, and looks at all of its values.</summary>
    /// <param name="node">The operand.</param>
    /// <param name="request">The block.</param>
    /// <param name="context">Buffers and cancellation.</param>
    /// <param name="staysZero">Whether the function is zero for these values, and zeros of the others.</param>
    /// <returns>Whether it is for all.</returns>
    public bool OpenDense(Node<T> node, BlockRequest request, BlockContext context, ValueTaker<T> staysZero)
    {
        if (IsSparse(node))
            return true;
        _values = node.OpenLookup(request, context);
        return _values.All(staysZero);
    }

    /// <summary>Opens a block of an operand that has entries.</summary>
    public void OpenSparse(Node<T> node, BlockRequest request, BlockContext context)
    {
        if (node.IsSparse)
            _entries = new EntryBuffer<T>(context.OpenSparse(node, request));
    }

    /// <summary>Takes the value at a position that is not behind the next entry.</summary>
    public T Take(int position) => _entries is { } entries && entries.Position == position ? entries.Take() : default;

    /// <summary>Looks up the values of a dense operand; leaves those of others as they are.</summary>
    public void Gather(ReadOnlySpan<int> positions, Span<T> values) => _values?.Gather(positions, values);

    public void Dispose()
    {
        _entries?.Dispose();
        _values?.Dispose();
    }
}

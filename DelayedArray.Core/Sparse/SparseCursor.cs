namespace DelayedArrays;

/// <summary>The next entries of a block: ascending positions in the block, and their values.</summary>
internal readonly ref struct SparseStrip<T>(ReadOnlySpan<int> positions, ReadOnlySpan<T> values) where T : unmanaged
{
    public ReadOnlySpan<int> Positions { get; } = positions;

    public ReadOnlySpan<T> Values { get; } = values;

    public int Count => Positions.Length;
}

/// <summary>
/// One block of a sparse node as it is being evaluated: hands out its entries from first to last. The sparse counterpart of
/// <see cref="BlockCursor{T}"/>. Elements without an entry are zero.
/// </summary>
internal abstract class SparseCursor<T> : IDisposable where T : unmanaged
{
    /// <summary>The most entries handed out at once. The same for every evaluation, because sums are folded strip by strip.</summary>
    public const int StripLength = 1024;

    /// <summary>Gives the next entries.</summary>
    /// <param name="positions">Memory the positions may be put into.</param>
    /// <param name="values">Memory the values may be put into, of the same length.</param>
    /// <returns>As many entries as fit; fewer only at the end, and none after it. They may lie in the given memory or in the cursor's own,
    /// which is valid until the next call and must not be written.</returns>
    public abstract SparseStrip<T> Next(Span<int> positions, Span<T> values);

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Returns buffers and disposes the cursors below.</summary>
    protected virtual void Release() { }
}

/// <summary>Hands out the entries of a block in memory.</summary>
internal sealed class EntriesCursor<T>(SparseBlock<T> block, bool isOwner) : SparseCursor<T> where T : unmanaged
{
    private int _next;

    public override SparseStrip<T> Next(Span<int> positions, Span<T> values)
    {
        var count = Math.Min(positions.Length, block.Count - _next);
        var first = _next;
        _next += count;
        return new SparseStrip<T>(block.Positions.Slice(first, count), block.Values.Slice(first, count));
    }

    protected override void Release()
    {
        if (isOwner)
            block.Dispose();
    }
}

namespace DelayedArrays;

/// <summary>Expands a block of entries into elements, a strip at a time, with zeros between the entries.</summary>
internal sealed class ScatterCursor<T>(SparseBlock<T> block, bool isOwner) : BlockCursor<T> where T : unmanaged
{
    private int _hint;

    public override ReadOnlySpan<T> Fetch(int offset, Span<T> scratch)
    {
        scratch.Clear();
        var positions = block.Positions;
        var values = block.Values;
        var end = offset + scratch.Length;
        var i = FirstAt(positions, offset);
        for (; i < positions.Length && positions[i] < end; i++)
            scratch[positions[i] - offset] = values[i];
        _hint = i;
        return scratch;
    }

    protected override void Release()
    {
        if (isOwner)
            block.Dispose();
    }

    /// <summary>Finds the first entry at or after an offset. Strips mostly follow each other.</summary>
    private int FirstAt(ReadOnlySpan<int> positions, int offset)
    {
        if ((_hint == positions.Length || positions[_hint] >= offset) && (_hint == 0 || positions[_hint - 1] < offset))
            return _hint;
        var found = positions.BinarySearch(offset);
        return found >= 0 ? found : ~found;
    }
}

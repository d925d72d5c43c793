namespace DelayedArrays;

/// <summary>Interleaves the entries of several parts along one axis. Each part occupies one stretch of the axis.</summary>
/// <param name="parts">A cursor per part, in the order of the axis.</param>
/// <param name="lengths">For each part, the number of elements per index of the axes outside the concatenated one.</param>
internal sealed class SparseConcatenateCursor<T>(SparseCursor<T>[] parts, int[] lengths) : SparseCursor<T> where T : unmanaged
{
    private readonly EntryBuffer<T>[] _parts = [.. parts.Select(part => new EntryBuffer<T>(part))];
    private readonly int _total = lengths.Sum();
    private int _part;
    private int _outer;
    private int _before;

    public override SparseStrip<T> Next(Span<int> positions, Span<T> values)
    {
        var count = 0;
        while (count < positions.Length)
        {
            var part = _parts[_part];
            var start = (long)_outer * lengths[_part];
            var position = part.Position;
            if (position < start + lengths[_part])
            {
                positions[count] = (int)((long)_outer * _total) + _before + (int)(position - start);
                values[count++] = part.Take();
            }
            else if (!MoveOn())
            {
                break;
            }
        }
        return new SparseStrip<T>(positions[..count], values[..count]);
    }

    protected override void Release()
    {
        foreach (var part in _parts)
            part.Dispose();
    }

    /// <summary>Advances to the next part, or to the first outer index at which a part still has entries.</summary>
    private bool MoveOn()
    {
        _before += lengths[_part++];
        if (_part < _parts.Length)
            return true;
        var next = int.MaxValue;
        for (var i = 0; i < _parts.Length; i++)
        {
            var position = _parts[i].Position;
            if (position != EntryBuffer<T>.End)
                next = Math.Min(next, position / lengths[i]);
        }
        (_part, _before) = (0, 0);
        if (next == int.MaxValue)
        {
            // Stay at the end however often the cursor is asked.
            _part = _parts.Length - 1;
            _before = _total - lengths[_part];
            return false;
        }
        _outer = next;
        return true;
    }
}

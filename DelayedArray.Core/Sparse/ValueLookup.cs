namespace DelayedArrays;

/// <summary>Gives the values of a dense operand at ascending positions of a block.</summary>
internal abstract class ValueLookup<T> : IDisposable where T : unmanaged
{
    /// <summary>Looks up values.</summary>
    /// <param name="positions">Positions, ascending within and across calls.</param>
    /// <param name="values">Receives as many values.</param>
    public abstract void Gather(ReadOnlySpan<int> positions, Span<T> values);

    /// <summary>Visits every value of the block at least once, in pieces of at most a strip.</summary>
    /// <param name="take">Receives a piece, and returns whether to continue.</param>
    /// <returns>Whether all values were visited.</returns>
    public abstract bool All(ValueTaker<T> take);

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Returns buffers.</summary>
    protected abstract void Release();
}

/// <summary>Receives some values, and returns whether to continue.</summary>
internal delegate bool ValueTaker<T>(ReadOnlySpan<T> values);

/// <summary>Looks up values of an operand that is evaluated a strip at a time.</summary>
internal sealed class StripLookup<T>(BlockCursor<T> source, int count, BlockContext context) : ValueLookup<T> where T : unmanaged
{
    private readonly BlockCursor<T> _source = context.Shared.Stepping(source);
    private readonly T[] _strip = GC.AllocateUninitializedArray<T>(context.StripLength);
    private int _start;
    private int _length;

    public override void Gather(ReadOnlySpan<int> positions, Span<T> values)
    {
        for (var i = 0; i < positions.Length; i++)
        {
            var position = positions[i];
            if ((uint)(position - _start) >= (uint)_length)
                Load(position / _strip.Length * _strip.Length);
            values[i] = _strip[position - _start];
        }
    }

    public override bool All(ValueTaker<T> take)
    {
        for (var start = 0; start < count; start += _strip.Length)
        {
            Load(start);
            if (!take(_strip.AsSpan(0, _length)))
                return false;
        }
        return true;
    }

    protected override void Release() => _source.Dispose();

    private void Load(int start)
    {
        (_start, _length) = (start, Math.Min(_strip.Length, count - start));
        _source.FetchInto(start, _strip.AsSpan(0, _length));
    }
}

/// <summary>Looks up values of an operand that repeats along some axes. Holds the operand once, and computes positions in it.</summary>
internal sealed class RepeatLookup<T> : ValueLookup<T> where T : unmanaged
{
    private readonly PooledBuffer _buffer;
    private readonly RepeatPattern _pattern;
    private readonly int _stripLength;
    private int _runStart;
    private int _runEnd;
    private int _runBase;

    public RepeatLookup(BlockCursor<T> input, int count, RepeatPattern pattern, BlockContext context)
    {
        _pattern = pattern;
        _stripLength = context.StripLength;
        using (input)
        {
            _buffer = context.Rent<T>(count);
            try
            {
                input.CopyTo(_buffer.As<T>(), context);
            }
            catch
            {
                _buffer.Dispose();
                throw;
            }
        }
    }

    public override void Gather(ReadOnlySpan<int> positions, Span<T> values)
    {
        var held = _buffer.As<T>();
        var stride = _pattern.Lengths.Length == 0 ? 0 : _pattern.Strides[^1];
        for (var i = 0; i < positions.Length;)
        {
            if (positions[i] >= _runEnd || positions[i] < _runStart)
                Seek(positions[i]);
            var end = i + EndOfRun(positions[i..]);
            if (stride == 0)
            {
                values[i..end].Fill(held[_runBase]);
                i = end;
            }
            for (; i < end; i++)
                values[i] = held[_runBase + ((positions[i] - _runStart) * stride)];
        }
    }

    /// <summary>Counts the leading positions that lie in the run. Positions ascend, and the first one lies in it.</summary>
    private int EndOfRun(ReadOnlySpan<int> positions)
    {
        var (low, high) = (1, positions.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (positions[middle] < _runEnd)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    public override bool All(ValueTaker<T> take)
    {
        var held = (ReadOnlySpan<T>)_buffer.As<T>();
        for (; held.Length > 0; held = held[Math.Min(_stripLength, held.Length)..])
        {
            if (!take(held[..Math.Min(_stripLength, held.Length)]))
                return false;
        }
        return true;
    }

    protected override void Release() => _buffer.Dispose();

    /// <summary>Finds the run along the innermost axis that holds a position.</summary>
    private void Seek(int position)
    {
        var lengths = _pattern.Lengths;
        if (lengths.Length == 0)
        {
            (_runStart, _runEnd, _runBase) = (0, int.MaxValue, 0);
            return;
        }
        var rest = Math.DivRem(position, lengths[^1], out var within);
        (_runStart, _runEnd, _runBase) = (position - within, position - within + lengths[^1], 0);
        for (var k = lengths.Length - 2; k >= 0; k--)
        {
            (rest, var digit) = Math.DivRem(rest, lengths[k]);
            _runBase += digit * _pattern.Strides[k];
        }
    }
}

namespace DelayedArrays;

/// <summary>The axes of a block that repeat the input: alternating runs in memory order, outermost first.</summary>
internal readonly record struct RepeatPattern(int[] Lengths, int[] Strides)
{
    /// <summary>Computes lengths and input strides of the block's axes, and joins neighbours of the same kind.</summary>
    public static RepeatPattern Of(BlockRequest request, IReadOnlyList<int> sources)
    {
        var lengths = new List<int>();
        var strides = new List<int>();
        var stride = 1;
        for (var k = request.Rank - 1; k >= 0; k--)
        {
            var axis = request.Order[k];
            var length = (int)request.Axes[axis].Count;
            if (length == 1)
                continue;
            var repeats = sources[axis] < 0;
            if (lengths.Count > 0 && (strides[^1] == 0) == repeats)
            {
                lengths[^1] *= length;
            }
            else
            {
                lengths.Add(length);
                strides.Add(repeats ? 0 : stride);
            }
            if (!repeats)
                stride *= length;
        }
        lengths.Reverse();
        strides.Reverse();
        return new RepeatPattern([.. lengths], [.. strides]);
    }
}

/// <summary>Expands an input strip by strip along the axes it is stretched over. It holds the input's block, which is smaller.</summary>
internal sealed class RepeatCursor<T> : BlockCursor<T> where T : unmanaged
{
    private readonly PooledBuffer _buffer;
    private readonly RepeatPattern _pattern;
    private readonly int[] _digits;

    public RepeatCursor(BlockCursor<T> input, int count, RepeatPattern pattern, BlockContext context)
    {
        _pattern = pattern;
        _digits = new int[pattern.Lengths.Length];
        _buffer = context.Rent<T>(count);
        using (input)
            input.CopyTo(_buffer.As<T>(), context);
    }

    public override ReadOnlySpan<T> Fetch(int offset, Span<T> scratch)
    {
        var values = _buffer.As<T>();
        var inner = _pattern.Lengths.Length - 1;
        var position = Seek(offset);
        var done = 0;
        while (done < scratch.Length)
        {
            var run = Math.Min(_pattern.Lengths[inner] - _digits[inner], scratch.Length - done);
            if (_pattern.Strides[inner] == 0)
                scratch.Slice(done, run).Fill(values[position]);
            else if (run == scratch.Length)
                return values.Slice(position, run);
            else
                values.Slice(position, run).CopyTo(scratch[done..]);
            done += run;
            position = Advance(position, run);
        }
        return scratch;
    }

    protected override void Release() => _buffer.Dispose();

    private int Seek(int offset)
    {
        var position = 0;
        for (var k = _digits.Length - 1; k >= 0; k--)
        {
            (offset, _digits[k]) = Math.DivRem(offset, _pattern.Lengths[k]);
            position += _digits[k] * _pattern.Strides[k];
        }
        return position;
    }

    /// <summary>Advances by a run along the innermost axis.</summary>
    private int Advance(int position, int run)
    {
        var k = _digits.Length - 1;
        _digits[k] += run;
        position += run * _pattern.Strides[k];
        while (k > 0 && _digits[k] == _pattern.Lengths[k])
        {
            position -= _digits[k] * _pattern.Strides[k];
            _digits[k--] = 0;
            _digits[k]++;
            position += _pattern.Strides[k];
        }
        return position;
    }
}

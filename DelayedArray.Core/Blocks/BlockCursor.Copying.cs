namespace DelayedArrays;

public abstract partial class BlockCursor<T>
{
    // Shorter runs are copied out of whole strips, because walking the tree for each run would cost more.
    private const int ShortRun = 512;

    /// <summary>Copies the block to memory, in its memory order.</summary>
    /// <param name="destination">As many elements as the block has.</param>
    /// <param name="context">Gives the strip length.</param>
    public void CopyTo(Span<T> destination, BlockContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        CopyRun(0, destination, context.StripLength);
    }

    /// <summary>Copies the block, which is in C order, into a box of a larger array in C order.</summary>
    /// <param name="box">Where the block lies in the array.</param>
    /// <param name="destination">The array.</param>
    /// <param name="shape">Shape of the array.</param>
    /// <param name="context">Gives the strip length.</param>
    internal void CopyToBox(Box box, Span<T> destination, Shape shape, BlockContext context)
    {
        // The innermost axes that the box covers whole form one run together with the next axis out.
        var strides = shape.Strides();
        var run = 1L;
        var outer = shape.Rank;
        while (outer > 0)
        {
            outer--;
            run *= box.Lengths[outer];
            if (box.Lengths[outer] != shape[outer])
                break;
        }
        var start = 0L;
        for (var axis = 0; axis < shape.Rank; axis++)
            start += box.Start[axis] * strides[axis];
        var digits = new long[outer];
        using var strip = context.Strips.Rent<T>(context.StripLength);
        var gathered = new Gather(this, (int)box.Count, strip.Span);
        for (var offset = 0L; offset < box.Count; offset += run)
        {
            var line = destination.Slice((int)start, (int)run);
            if (run < ShortRun)
                gathered.CopyTo((int)offset, line);
            else
                CopyRun((int)offset, line, context.StripLength);
            for (var axis = outer - 1; axis >= 0; axis--)
            {
                start += strides[axis];
                if (++digits[axis] < box.Lengths[axis])
                    break;
                start -= digits[axis] * strides[axis];
                digits[axis] = 0;
            }
        }
    }

    /// <summary>Gets a strip into the given memory.</summary>
    internal void FetchInto(int offset, Span<T> strip)
    {
        var values = Fetch(offset, strip);
        if (values != (ReadOnlySpan<T>)strip)
            values.CopyTo(strip);
    }

    private void CopyRun(int offset, Span<T> run, int stripLength)
    {
        for (var done = 0; done < run.Length; done += stripLength)
            FetchInto(offset + done, run.Slice(done, Math.Min(stripLength, run.Length - done)));
    }

    /// <summary>Serves consecutive short runs from strips.</summary>
    private ref struct Gather
    {
        private readonly BlockCursor<T> _cursor;
        private readonly int _count;
        private readonly Span<T> _scratch;
        private ReadOnlySpan<T> _strip;
        private int _start;

        public Gather(BlockCursor<T> cursor, int count, Span<T> scratch)
        {
            _cursor = cursor;
            _count = count;
            _scratch = scratch;
        }

        public void CopyTo(int offset, Span<T> line)
        {
            while (line.Length > 0)
            {
                if (offset >= _start + _strip.Length)
                {
                    _start = offset;
                    _strip = _cursor.Fetch(offset, _scratch[..Math.Min(_scratch.Length, _count - offset)]);
                }
                var part = _strip[(offset - _start)..];
                part = part[..Math.Min(part.Length, line.Length)];
                part.CopyTo(line);
                line = line[part.Length..];
                offset += part.Length;
            }
        }
    }
}

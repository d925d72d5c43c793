namespace DelayedArrays;

/// <summary>Pulls whole blocks out of cursors.</summary>
internal static class CursorCopy
{
    // Shorter runs are fetched a strip at a time and copied, as walking the tree for each would cost more.
    private const int ShortRun = 512;

    /// <summary>Copies a block to memory, in the block's memory order.</summary>
    public static void ToSpan<T>(BlockCursor<T> cursor, Span<T> destination, BlockContext context) where T : unmanaged
    {
        for (var offset = 0; offset < destination.Length; offset += context.StripLength)
        {
            var strip = destination.Slice(offset, Math.Min(context.StripLength, destination.Length - offset));
            FetchInto(cursor, offset, strip);
        }
    }

    /// <summary>Copies a block in C order into a box of a larger array in C order.</summary>
    /// <param name="cursor">The block.</param>
    /// <param name="box">Where the block lies in the array.</param>
    /// <param name="destination">The array.</param>
    /// <param name="shape">Shape of the array.</param>
    /// <param name="context">Tells the strip length.</param>
    public static void ToBox<T>(BlockCursor<T> cursor, Box box, Span<T> destination, Shape shape, BlockContext context)
        where T : unmanaged
    {
        // The innermost axes that the box covers whole form one straight run with the next one out.
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
        var gathered = new Gather<T>(cursor, (int)box.Count, strip.Span);
        for (var offset = 0L; offset < box.Count; offset += run)
        {
            var line = destination.Slice((int)start, (int)run);
            if (run < ShortRun)
                gathered.CopyTo((int)offset, line);
            else
                ToLine(cursor, (int)offset, line, context);
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

    private static void ToLine<T>(BlockCursor<T> cursor, int offset, Span<T> line, BlockContext context) where T : unmanaged
    {
        for (var done = 0; done < line.Length; done += context.StripLength)
            FetchInto(cursor, offset + done, line.Slice(done, Math.Min(context.StripLength, line.Length - done)));
    }

    private static void FetchInto<T>(BlockCursor<T> cursor, int offset, Span<T> strip) where T : unmanaged
    {
        var values = cursor.Fetch(offset, strip);
        if (values != (ReadOnlySpan<T>)strip)
            values.CopyTo(strip);
    }

    /// <summary>Serves short runs, in order, from strips.</summary>
    private ref struct Gather<T> where T : unmanaged
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

namespace DelayedArrays;

/// <summary>Interleaves the blocks of several parts along one axis.</summary>
/// <param name="parts">A cursor per part.</param>
/// <param name="counts">The number of indices along the axis in each part's block.</param>
/// <param name="segments">The order of the parts along the axis.</param>
/// <param name="inner">Elements per index of the axis: the product of the axes inside it.</param>
internal sealed class ConcatenateCursor<T>(
    BlockCursor<T>[] parts, int[] counts, ConcatenateSegment[] segments, int inner) : BlockCursor<T> where T : unmanaged
{
    private readonly int[] _starts = Starts(segments);

    public override ReadOnlySpan<T> Fetch(int offset, Span<T> scratch)
    {
        var along = _starts[^1];
        var (outer, rest) = Math.DivRem(offset, along * inner);
        var segment = Find(rest / inner);
        var done = 0;
        while (done < scratch.Length)
        {
            var (part, first, count) = segments[segment];
            var within = rest - (_starts[segment] * inner);
            var run = Math.Min((count * inner) - within, scratch.Length - done);
            var source = (((outer * counts[part]) + first) * inner) + within;
            var values = parts[part].Fetch(source, scratch.Slice(done, run));
            if (run == scratch.Length)
                return values;
            if (values != (ReadOnlySpan<T>)scratch.Slice(done, run))
                values.CopyTo(scratch[done..]);
            done += run;
            rest += run;
            if (rest == _starts[segment + 1] * inner)
                segment++;
            if (segment == segments.Length)
                (outer, rest, segment) = (outer + 1, 0, 0);
        }
        return scratch;
    }

    protected override void Release()
    {
        foreach (var part in parts)
            part.Dispose();
    }

    private int Find(int index)
    {
        var found = Array.BinarySearch(_starts, index);
        return found >= 0 ? found : ~found - 1;
    }

    private static int[] Starts(ConcatenateSegment[] segments)
    {
        var starts = new int[segments.Length + 1];
        for (var i = 0; i < segments.Length; i++)
            starts[i + 1] = starts[i] + segments[i].Count;
        return starts;
    }
}

namespace DelayedArrays;

/// <summary>A slice that follows Python's rules; see <see cref="Selection.Slice"/>.</summary>
internal sealed record PythonSlice(long? Start, long? Stop, long Step)
{
    public AxisSelection Resolve(long length)
    {
        var forward = Step > 0;
        var start = Start is { } s ? Clamp(s, length, forward) : forward ? 0 : length - 1;
        var stop = Stop is { } e ? Clamp(e, length, forward) : forward ? length : -1;
        var span = forward ? stop - start : start - stop;
        if (span <= 0)
            return AxisSelection.Range(0, 0);
        var stride = Step == long.MinValue ? long.MaxValue : Math.Abs(Step);
        return AxisSelection.Range(start, ((span - 1) / stride) + 1, Step);
    }

    private static long Clamp(long index, long length, bool forward)
    {
        var offset = index < 0 ? index + length : index;
        return forward ? Math.Clamp(offset, 0, length) : Math.Clamp(offset, -1, length - 1);
    }
}

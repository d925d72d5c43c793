namespace DelayedArrays;

/// <summary>Long forms of an index, for coordinates beyond 31 bits and for steps.</summary>
public static class Selection
{
    /// <summary>Takes the whole axis, like <c>..</c>.</summary>
    public static AxisIndex All => Range.All;

    /// <summary>
    /// Takes a slice by Python's rules: null ends are open, negative ends count from the end of the axis, ends beyond the axis are clipped,
    /// and a negative step walks backwards.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is 0.</exception>
    public static AxisIndex Slice(long? start = null, long? stop = null, long step = 1)
    {
        ArgumentOutOfRangeException.ThrowIfZero(step);
        return AxisIndex.Of(new PythonSlice(start, stop, step));
    }

    /// <summary>Takes one index and drops the axis.</summary>
    public static AxisIndex At(long index) => index;
}

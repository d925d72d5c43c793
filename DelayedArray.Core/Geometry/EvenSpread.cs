namespace DelayedArrays;

/// <summary>Places that fall evenly over an array of any size, the same every time.</summary>
public static class EvenSpread
{
    /// <summary>An index that spreads over an axis as <paramref name="i"/> grows, and independently of the other axes.</summary>
    /// <param name="i">Which place.</param>
    /// <param name="axis">Number of the axis.</param>
    /// <param name="count">Its length, at least 1.</param>
    public static long At(int i, int axis, long count)
    {
        // The fractional parts of the multiples of an irrational number (Weyl); n * n + 1 is no square.
        var at = (i + 0.5) * 8191 * Math.Sqrt(((axis + 1.0) * (axis + 1)) + 1);
        return Math.Min((long)((at - Math.Floor(at)) * count), count - 1);
    }
}

namespace DelayedArrays;

/// <summary>Chooses positions spread evenly over an array of any size. The choice is always the same.</summary>
public static class EvenSpread
{
    /// <summary>Gets an index that spreads over an axis as <paramref name="i"/> grows, independently of other axes.</summary>
    /// <param name="i">Number of the position.</param>
    /// <param name="axis">Number of the axis.</param>
    /// <param name="count">Length of the axis, at least 1.</param>
    public static long At(int i, int axis, long count)
    {
        // Uses the fractional parts of multiples of an irrational number (Weyl). n * n + 1 is never a square.
        var at = (i + 0.5) * 8191 * Math.Sqrt(((axis + 1.0) * (axis + 1)) + 1);
        return Math.Min((long)((at - Math.Floor(at)) * count), count - 1);
    }
}

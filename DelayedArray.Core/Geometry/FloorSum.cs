namespace DelayedArrays;

/// <summary>Sums rounded quotients in closed form.</summary>
internal static class FloorSum
{
    /// <summary>
    /// Sums floor((start + k * step) / divisor) for k from 0 to <paramref name="count"/> - 1. No term may be negative. Uses the steps of
    /// Euclid's algorithm.
    /// </summary>
    public static Int128 Of(long count, Int128 start, Int128 step, long divisor)
    {
        if (count == 0)
            return 0;
        // Descending terms are summed backwards.
        Int128 n = count, b = step < 0 ? start + (step * (count - 1)) : start, a = Int128.Abs(step), m = divisor;
        Int128 sum = 0;
        while (true)
        {
            sum += (n * (n - 1) / 2 * (a / m)) + (n * (b / m));
            (a, b) = (a % m, b % m);
            var top = (a * n) + b;
            if (top < m)
                return sum;
            (n, b) = (top / m, top % m);
            (a, m) = (m, a);
        }
    }
}

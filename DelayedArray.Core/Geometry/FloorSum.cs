namespace DelayedArrays;

/// <summary>Sums of rounded quotients without adding them one by one.</summary>
internal static class FloorSum
{
    /// <summary>
    /// The sum of floor((start + k * step) / divisor) for k from 0 to before <paramref name="count"/>, where none of the terms is
    /// negative; by the steps of Euclid's algorithm.
    /// </summary>
    public static Int128 Of(long count, Int128 start, Int128 step, long divisor)
    {
        if (count == 0)
            return 0;
        // Backwards, if the terms descend.
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

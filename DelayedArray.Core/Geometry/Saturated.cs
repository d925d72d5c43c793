namespace DelayedArrays;

/// <summary>Arithmetic on counts that saturates at the largest number.</summary>
internal static class Saturated
{
    public static long Multiply(long left, long right) => Of((Int128)left * right);

    public static long Add(long left, long right) => Of((Int128)left + right);

    public static long Of(Int128 value) => (long)Int128.Min(value, long.MaxValue);
}

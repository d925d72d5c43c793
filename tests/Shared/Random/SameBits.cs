using System.Runtime.InteropServices;

namespace DelayedArrays.Testing;

/// <summary>Compares values bit for bit, so that 0 and -0 differ; any NaN equals any other.</summary>
internal sealed class SameBits<T> : IEqualityComparer<T> where T : unmanaged
{
    public static SameBits<T> Comparer { get; } = new();

    /// <summary>Compares all values.</summary>
    /// <param name="expected">What they should be.</param>
    /// <param name="actual">What they are.</param>
    /// <param name="what">What they are the values of.</param>
    /// <param name="comparer">Says which values are the same; those of the same bits if it is null.</param>
    public static void Check(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what, IEqualityComparer<T>? comparer = null)
    {
        comparer ??= Comparer;
        if (expected.Length != actual.Length)
            Assert.Fail($"{what}: {actual.Length} values instead of {expected.Length}");
        for (var i = 0; i < expected.Length; i++)
        {
            if (!comparer.Equals(expected[i], actual[i]))
                Assert.Fail($"{what}: element {i} of {expected.Length} is {ElementTypes.Format(actual[i])} instead of {ElementTypes.Format(expected[i])}");
        }
    }

    public bool Equals(T x, T y) => Bytes(ref x).SequenceEqual(Bytes(ref y)) || (IsNaN(x) && IsNaN(y));

    public int GetHashCode(T value) => value.GetHashCode();

    private static Span<byte> Bytes(ref T value) => MemoryMarshal.AsBytes(new Span<T>(ref value));

    private static bool IsNaN(T value) => value switch
    {
        double x => double.IsNaN(x),
        float x => float.IsNaN(x),
        Half x => Half.IsNaN(x),
        _ => false,
    };
}

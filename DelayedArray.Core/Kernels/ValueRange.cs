using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>The smallest and the largest of some values.</summary>
internal readonly record struct ValueRange<T>(T Min, T Max) where T : unmanaged, INumber<T>
{
    /// <summary>Finds the range of at least one value, none of which is NaN. -0 is smaller than 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ValueRange<T> OfNumbers(ReadOnlySpan<T> values)
    {
        ref var x = ref MemoryMarshal.GetReference(values);
        var count = Vector256<T>.Count;
        var (smallest, largest) = (Vector256.Create(values[0]), Vector256.Create(values[0]));
        var (smaller, larger) = (smallest, largest);
        var i = 0;
        for (; i <= values.Length - (2 * count); i += 2 * count)
        {
            var low = Vector256.LoadUnsafe(ref x, (nuint)i);
            var high = Vector256.LoadUnsafe(ref x, (nuint)(i + count));
            smallest = Vector256.MinNative(smallest, low);
            smaller = Vector256.MinNative(smaller, high);
            largest = Vector256.MaxNative(largest, low);
            larger = Vector256.MaxNative(larger, high);
        }
        var min = IFold<ExtremeFold<T, SmallerSide>, T>.Join(Vector256.MinNative(smallest, smaller))[0];
        var max = IFold<ExtremeFold<T, LargerSide>, T>.Join(Vector256.MaxNative(largest, larger))[0];
        for (; i < values.Length; i++)
        {
            min = T.Min(min, values[i]);
            max = T.Max(max, values[i]);
        }
        var range = new ValueRange<T>(min, max);
        return typeof(T) == typeof(float) ? range.WithSigns(MemoryMarshal.Cast<T, uint>(values), 1u << 31)
            : typeof(T) == typeof(double) ? range.WithSigns(MemoryMarshal.Cast<T, ulong>(values), 1ul << 63)
            : range;
    }

    /// <summary>Sets the signs of zeros, which vectors may miss.</summary>
    private ValueRange<T> WithSigns<TBits>(ReadOnlySpan<TBits> values, TBits negativeZero)
        where TBits : unmanaged, IBinaryInteger<TBits> => new(
            !T.IsZero(Min) ? Min : values.Contains(negativeZero) ? -T.Zero : T.Zero,
            !T.IsZero(Max) ? Max : values.Contains(TBits.Zero) ? T.Zero : -T.Zero);
}

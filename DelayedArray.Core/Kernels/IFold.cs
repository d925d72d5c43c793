using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>
/// Folds a value into a state of the same type. The scalar and the vector form give the same bits. The loops over spans are here. Their
/// vectors have 256 bits on every machine; a machine without such vectors emulates them.
/// </summary>
internal interface IFold<TSelf, T> where TSelf : struct, IFold<TSelf, T> where T : unmanaged
{
    static abstract T Of(T state, T value);

    static abstract Vector256<T> Of(Vector256<T> states, Vector256<T> values);

    /// <summary>Folds rows, which have a value for each state. Four rows are folded at once, so that states are seldom loaded and stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Each(Span<T> states, LaneRows<T> rows)
    {
        var row = 0;
        for (; row <= rows.Count - 4; row += 4)
            Four(states, rows.Slice(row, 4));
        for (; row < rows.Count; row++)
            One(states, rows[row]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(Span<T> states, LaneRows<T> rows)
    {
        ref var state = ref MemoryMarshal.GetReference(states);
        ref var a = ref rows.First;
        ref var b = ref Unsafe.Add(ref a, rows.Pitch);
        ref var c = ref Unsafe.Add(ref b, rows.Pitch);
        ref var d = ref Unsafe.Add(ref c, rows.Pitch);
        var i = 0;
        for (; i <= states.Length - Vector256<T>.Count; i += Vector256<T>.Count)
        {
            var folded = TSelf.Of(Vector256.LoadUnsafe(ref state, (nuint)i), Vector256.LoadUnsafe(ref a, (nuint)i));
            folded = TSelf.Of(folded, Vector256.LoadUnsafe(ref b, (nuint)i));
            folded = TSelf.Of(folded, Vector256.LoadUnsafe(ref c, (nuint)i));
            TSelf.Of(folded, Vector256.LoadUnsafe(ref d, (nuint)i)).StoreUnsafe(ref state, (nuint)i);
        }
        for (; i < states.Length; i++)
        {
            var folded = TSelf.Of(TSelf.Of(states[i], Unsafe.Add(ref a, i)), Unsafe.Add(ref b, i));
            states[i] = TSelf.Of(TSelf.Of(folded, Unsafe.Add(ref c, i)), Unsafe.Add(ref d, i));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(Span<T> states, ReadOnlySpan<T> values)
    {
        ref var state = ref MemoryMarshal.GetReference(states);
        ref var value = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - Vector256<T>.Count; i += Vector256<T>.Count)
            TSelf.Of(Vector256.LoadUnsafe(ref state, (nuint)i), Vector256.LoadUnsafe(ref value, (nuint)i)).StoreUnsafe(ref state, (nuint)i);
        for (; i < values.Length; i++)
            states[i] = TSelf.Of(states[i], values[i]);
    }

    /// <summary>
    /// Folds one or more values into a single state. The order of the values, and folding a value twice, must not change the result.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static T Run(ReadOnlySpan<T> values)
    {
        ref var x = ref MemoryMarshal.GetReference(values);
        var count = Vector256<T>.Count;
        var step = 4 * count;
        var state = values[0];
        if (values.Length < step)
        {
            foreach (var value in values)
                state = TSelf.Of(state, value);
            return state;
        }
        var a = Vector256.Create(state);
        var (b, c, d) = (a, a, a);
        for (var i = 0; i < values.Length; i += step)
        {
            // The last step overlaps the one before.
            i = Math.Min(i, values.Length - step);
            a = TSelf.Of(a, Vector256.LoadUnsafe(ref x, (nuint)i));
            b = TSelf.Of(b, Vector256.LoadUnsafe(ref x, (nuint)(i + count)));
            c = TSelf.Of(c, Vector256.LoadUnsafe(ref x, (nuint)(i + (2 * count))));
            d = TSelf.Of(d, Vector256.LoadUnsafe(ref x, (nuint)(i + (3 * count))));
        }
        return Join(TSelf.Of(TSelf.Of(a, b), TSelf.Of(c, d)))[0];
    }

    /// <summary>Folds the halves of a vector, then the halves of the result, until all lanes are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<T> Join(Vector256<T> states)
    {
        states = TSelf.Of(states, Vector256.Shuffle(states.AsInt64(), Vector256.Create(2L, 3, 0, 1)).As<long, T>());
        states = TSelf.Of(states, Vector256.Shuffle(states.AsInt64(), Vector256.Create(1L, 0, 3, 2)).As<long, T>());
        if (Unsafe.SizeOf<T>() <= sizeof(int))
            states = TSelf.Of(states, Vector256.Shuffle(states.AsInt32(), Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6)).As<int, T>());
        if (Unsafe.SizeOf<T>() <= sizeof(short))
            states = TSelf.Of(states, Rotate(states.AsUInt32(), 16).As<uint, T>());
        if (Unsafe.SizeOf<T>() <= sizeof(byte))
            states = TSelf.Of(states, Rotate(states.AsUInt16(), 8).As<ushort, T>());
        return states;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rotate(Vector256<uint> states, int bits) => (states << bits) | (states >>> bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Rotate(Vector256<ushort> states, int bits) => (states << bits) | (states >>> bits);
}

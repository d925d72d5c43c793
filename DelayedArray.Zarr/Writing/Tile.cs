using System.Numerics;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Elements in C order of which chunks are made.</summary>
/// <param name="values">The elements.</param>
/// <param name="lengths">How many along each axis.</param>
internal readonly ref struct Tile<T>(ReadOnlySpan<T> values, Shape lengths) where T : unmanaged
{
    private readonly long[] _strides = lengths.Strides();

    public ReadOnlySpan<T> Values { get; } = values;

    public Shape Lengths => lengths;

    /// <summary>Whether a box lies beyond the tile, so that nothing of it is here.</summary>
    public bool IsBeyond(ReadOnlySpan<long> start)
    {
        for (var axis = 0; axis < start.Length; axis++)
        {
            if (start[axis] >= lengths[axis])
                return true;
        }
        return false;
    }

    /// <summary>Whether the tile is one box and no more.</summary>
    public bool Is(ReadOnlySpan<long> start, Shape box) => !start.ContainsAnyExcept(0) && lengths == box;

    /// <summary>Copies a box; what is beyond the tile gets a value.</summary>
    /// <param name="start">Where it starts in the tile.</param>
    /// <param name="box">Its shape.</param>
    /// <param name="order">Its axes from slowest to fastest in the destination; null for C order.</param>
    /// <param name="beyond">The value of what is beyond.</param>
    /// <param name="destination">Receives the elements.</param>
    public void Copy(ReadOnlySpan<long> start, Shape box, int[]? order, T beyond, Span<T> destination)
    {
        var axes = new CopyAxis[start.Length];
        long stride = 1;
        long covered = 1;
        for (var k = axes.Length - 1; k >= 0; k--)
        {
            var axis = order is null ? k : order[k];
            var count = (int)Math.Min(box[axis], lengths[axis] - start[axis]);
            axes[k] = new CopyAxis(count, start[axis] * _strides[axis], _strides[axis], 0, stride);
            stride *= box[axis];
            covered *= count;
        }
        if (covered < box.Count)
            destination.Fill(beyond);
        StridedCopy.Copy(Values, destination, axes);
    }
}

/// <summary>Finds chunks that hold one value alone.</summary>
internal static class Uniform
{
    /// <summary>Whether all elements have the bits of a value, or all are NaN as the value is.</summary>
    public static unsafe bool IsAll<T>(ReadOnlySpan<T> values, T value) where T : unmanaged => sizeof(T) switch
    {
        _ when value is float.NaN => AreNaN(MemoryMarshal.Cast<T, float>(values)),
        _ when value is double.NaN => AreNaN(MemoryMarshal.Cast<T, double>(values)),
        _ when value is Half half && Half.IsNaN(half) => AreNaN(MemoryMarshal.Cast<T, Half>(values)),
        1 => IsAll<T, byte>(values, value),
        2 => IsAll<T, ushort>(values, value),
        4 => IsAll<T, uint>(values, value),
        _ => IsAll<T, ulong>(values, value),
    };

    private static bool AreNaN<T>(ReadOnlySpan<T> values) where T : unmanaged, INumberBase<T>
    {
        foreach (var value in values)
        {
            if (!T.IsNaN(value))
                return false;
        }
        return true;
    }

    private static bool IsAll<T, TBits>(ReadOnlySpan<T> values, T value)
        where T : unmanaged where TBits : unmanaged, IEquatable<TBits> =>
        !MemoryMarshal.Cast<T, TBits>(values).ContainsAnyExcept(MemoryMarshal.Cast<T, TBits>(new ReadOnlySpan<T>(in value))[0]);
}

using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Lays vectors along axes.</summary>
public static class AxisVectors
{
    /// <summary>Lays one value along each row: shape (n, 1).</summary>
    public static AxisVector AsColumn<T>(this T[] values) where T : unmanaged => AlongAxis(values, 0, 2);

    /// <summary>Lays one value along each row: shape (n, 1).</summary>
    /// <exception cref="ShapeMismatchException">The tensor has more than one axis.</exception>
    public static AxisVector AsColumn<T>(this Tensor<T> values) where T : unmanaged => AlongAxis(Flat(values), 0, 2);

    /// <summary>Lays one value along each column: shape (1, n).</summary>
    public static AxisVector AsRow<T>(this T[] values) where T : unmanaged => AlongAxis(values, 1, 2);

    /// <summary>Lays one value along each column: shape (1, n).</summary>
    /// <exception cref="ShapeMismatchException">The tensor has more than one axis.</exception>
    public static AxisVector AsRow<T>(this Tensor<T> values) where T : unmanaged => AlongAxis(Flat(values), 1, 2);

    /// <summary>Lays one value along each index of an axis, for arrays of the given rank.</summary>
    public static AxisVector AlongAxis<T>(this T[] values, int axis, int rank) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        var lengths = new long[rank];
        System.Array.Fill(lengths, 1);
        lengths[axis] = values.Length;
        return new AxisVector(Delayed.FromMemory(values, new Shape(lengths)));
    }

    /// <summary>
    /// Gives the indices of the <paramref name="count"/> largest values, largest first. Equal values keep their order; NaN comes last.
    /// </summary>
    public static long[] ArgTop<T>(this Tensor<T> values, int count) where T : unmanaged, INumber<T> => Flat(values).ArgTop(count);

    /// <summary>
    /// Gives the indices of the <paramref name="count"/> largest values, largest first. Equal values keep their order; NaN comes last.
    /// </summary>
    public static long[] ArgTop<T>(this T[] values, int count) where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        // NaN sorts below everything, and OrderByDescending is stable.
        return [.. Enumerable.Range(0, values.Length).OrderByDescending(i => values[i]).Take(count).Select(i => (long)i)];
    }

    internal static T[] Flat<T>(Tensor<T> values) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Rank != 1)
            throw new ShapeMismatchException($"a vector has one axis, not {values.Rank}");
        var flat = new T[values.FlattenedLength];
        values.FlattenTo(flat);
        return flat;
    }
}

using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Rows of equal length at equal distances in a span, such as the rows of a chunk in a larger block.</summary>
public readonly ref struct SpanRows<T> where T : unmanaged
{
    /// <summary>Creates the rows.</summary>
    /// <param name="values">Begins at the first element of the first row, and reaches at least to the last element of the last row.</param>
    /// <param name="length">Elements of a row.</param>
    /// <param name="stride">Elements from the start of a row to that of the next, at least <paramref name="length"/>.</param>
    /// <param name="count">Number of rows, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rows overlap or leave the span.</exception>
    public SpanRows(Span<T> values, int length, int stride, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, length);
        var extent = ((count - 1) * (long)stride) + length;
        if (extent > values.Length)
            throw new ArgumentOutOfRangeException(nameof(values), $"{count} rows of {length} every {stride} reach to {extent}, beyond {values.Length} elements");
        Values = values[..(int)extent];
        Length = length;
        Stride = stride;
        Count = count;
    }

    /// <summary>Elements in a row.</summary>
    public int Length { get; }

    /// <summary>Elements from the start of a row to that of the next.</summary>
    public int Stride { get; }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Elements of all rows.</summary>
    public long TotalLength => (long)Length * Count;

    /// <summary>The rows and the elements between them.</summary>
    internal Span<T> Values { get; }

    /// <summary>Gets a row.</summary>
    public Span<T> this[int row] => Values.Slice(row * Stride, Length);

    /// <summary>Copies consecutive rows into these.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The source is shorter than <see cref="TotalLength"/>.</exception>
    public void CopyFrom(ReadOnlySpan<T> source)
    {
        for (var row = 0; row < Count; row++)
            source.Slice(row * Length, Length).CopyTo(this[row]);
    }

    /// <summary>Sets all elements of the rows.</summary>
    public void Fill(T value)
    {
        for (var row = 0; row < Count; row++)
            this[row].Fill(value);
    }

    /// <summary>Views the same rows as bytes.</summary>
    /// <exception cref="OverflowException">They take 2^31 bytes or more.</exception>
    public unsafe SpanRows<byte> AsBytes() =>
        new(MemoryMarshal.AsBytes(Values), checked(Length * sizeof(T)), checked(Stride * sizeof(T)), Count);
}

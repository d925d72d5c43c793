namespace DelayedArrays;

/// <summary>Checks and sums of the offsets (<c>indptr</c>) of compressed lines.</summary>
internal static class CompressedOffsets
{
    /// <summary>What is wrong with offsets, or null: they go from 0 to the number of entries and never fall.</summary>
    public static string? FindProblem(ReadOnlySpan<long> offsets, long lines, long entries)
    {
        if (offsets.Length != lines + 1)
            return $"there are {offsets.Length} offsets; expected {lines + 1}, one more than lines";
        if (offsets[0] != 0)
            return $"the first offset is {offsets[0]}; expected 0";
        for (var k = 1; k < offsets.Length; k++)
        {
            if (offsets[k] < offsets[k - 1])
                return $"offset {k} is {offsets[k]}, less than the {offsets[k - 1]} before it";
        }
        return offsets[^1] == entries ? null : $"the last offset is {offsets[^1]}; expected {entries}, the number of entries";
    }

    /// <summary>Turns counts at 1, 2, ... into offsets, in place.</summary>
    public static void Accumulate(Span<long> counts)
    {
        for (var k = 1; k < counts.Length; k++)
            counts[k] += counts[k - 1];
    }

    /// <summary>Zeros for the offsets of an axis.</summary>
    /// <exception cref="ArgumentException">The axis is too long for its lines to be compressed.</exception>
    public static long[] Zeros(Shape shape, SparseLayout layout)
    {
        CheckLines(shape, layout);
        return new long[shape[layout.MajorAxis()] + 1];
    }

    /// <summary>Checks that an axis can be compressed: its offsets are one array.</summary>
    /// <exception cref="ArgumentException">It is too long.</exception>
    public static void CheckLines(Shape shape, SparseLayout layout)
    {
        if (shape[layout.MajorAxis()] >= Array.MaxLength)
        {
            throw new ArgumentException(
                $"a matrix of shape {shape} cannot be {layout.Name()}: fewer than {Array.MaxLength} {layout.LineName()}s are possible", nameof(shape));
        }
    }
}

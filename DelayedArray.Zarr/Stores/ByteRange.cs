namespace DelayedArrays;

/// <summary>A part of a value: all of it, bytes from an offset, or the last bytes.</summary>
public readonly record struct ByteRange
{
    private ByteRange(long offset, long length)
    {
        Offset = offset;
        Length = length;
    }

    /// <summary>The whole value.</summary>
    public static ByteRange All => default;

    /// <summary>The first byte. Negative numbers count from the end.</summary>
    public long Offset { get; }

    /// <summary>The number of bytes; 0 for all that follow.</summary>
    public long Length { get; }

    /// <summary>Whether this is the whole value.</summary>
    public bool IsAll => this == default;

    /// <summary>Whether the offset counts from the end.</summary>
    public bool IsSuffix => Offset < 0;

    /// <summary>A number of bytes from an offset.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The offset is negative, the length is not positive, or the end exceeds 2^63.
    /// </exception>
    public static ByteRange From(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, long.MaxValue - offset);
        return new ByteRange(offset, length);
    }

    /// <summary>The last bytes of a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not positive.</exception>
    public static ByteRange Last(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        return new ByteRange(-length, length);
    }
}

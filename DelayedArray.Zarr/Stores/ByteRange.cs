namespace DelayedArrays;

/// <summary>A part of a value: all of it, some bytes from an offset, or its last bytes.</summary>
public readonly record struct ByteRange
{
    private ByteRange(long offset, long length)
    {
        Offset = offset;
        Length = length;
    }

    /// <summary>The whole value.</summary>
    public static ByteRange All => default;

    /// <summary>First byte; negative when counted from the end.</summary>
    public long Offset { get; }

    /// <summary>How many bytes; 0 stands for all that follow.</summary>
    public long Length { get; }

    /// <summary>Whether this is the whole value.</summary>
    public bool IsAll => this == default;

    /// <summary>Whether the part is counted from the end.</summary>
    public bool IsSuffix => Offset < 0;

    /// <summary>Some bytes from an offset.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The offset is negative, the length not positive, or the end beyond 2^63.</exception>
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

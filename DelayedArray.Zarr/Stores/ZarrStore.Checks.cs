namespace DelayedArrays;

// The errors with which all stores answer bad requests.
public abstract partial class ZarrStore
{
    /// <summary>The bytes of a value that a range and a limit mean, once the value's length is known.</summary>
    /// <exception cref="ArrayFormatException">The range is not within the value, or has more bytes than the limit.</exception>
    internal (long Offset, int Count) Resolve(StoreKey key, ByteRange range, long length, long limit)
    {
        var offset = range.IsSuffix ? length + range.Offset : range.Offset;
        var count = range.Length == 0 ? length - offset : range.Length;
        if (offset < 0 || count < 0 || count > length - offset)
            throw Outside(key, range, length);
        return (offset, Bounded(key, count, limit));
    }

    /// <summary>A number of bytes, checked against the limit and against what one span can hold.</summary>
    /// <exception cref="ArrayFormatException">It is more.</exception>
    internal int Bounded(StoreKey key, long count, long limit) =>
        count > limit ? throw TooLong(key, $"{count} bytes", limit)
        : count > Array.MaxLength ? throw TooLong(key, $"{count} bytes", Array.MaxLength)
        : (int)count;

    /// <summary>The error for a range that is not within its value.</summary>
    internal ArrayFormatException Outside(StoreKey key, ByteRange range, long? length)
    {
        var wanted = range.IsSuffix ? $"the last {range.Length} bytes" : $"{range.Length} bytes from byte {range.Offset}";
        return new(Location, key.Path, $"{wanted} were expected, but the value has {(length is { } known ? $"{known}" : "fewer")} bytes");
    }

    /// <summary>The error for a value longer than the reader takes.</summary>
    internal ArrayFormatException TooLong(StoreKey key, string length, long limit) =>
        new(Location, key.Path, $"{length} are there, but at most {limit} were expected");
}

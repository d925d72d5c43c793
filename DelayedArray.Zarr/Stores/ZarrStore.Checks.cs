namespace DelayedArrays;

// Errors that all stores report for invalid requests.
public abstract partial class ZarrStore
{
    /// <summary>Turns a range and a limit into a position and a number of bytes, given the length of the value.</summary>
    /// <exception cref="ArrayFormatException">The range is not within the value, or has more bytes than the limit.</exception>
    internal (long Offset, int Count) Resolve(StoreKey key, ByteRange range, long length, long limit)
    {
        var offset = range.IsSuffix ? length + range.Offset : range.Offset;
        var count = range.Length == 0 ? length - offset : range.Length;
        if (offset < 0 || count < 0 || count > length - offset)
            throw Outside(key, range, length);
        return (offset, Bounded(key, count, limit));
    }

    /// <summary>Checks a number of bytes against the limit and against the capacity of a span.</summary>
    /// <exception cref="ArrayFormatException">The number is larger.</exception>
    internal int Bounded(StoreKey key, long count, long limit) =>
        count > limit ? throw TooLong(key, $"{count} bytes", limit)
        : count > Array.MaxLength ? throw TooLong(key, $"{count} bytes", Array.MaxLength)
        : (int)count;

    /// <summary>The error for a range outside its value.</summary>
    internal ArrayFormatException Outside(StoreKey key, ByteRange range, long? length)
    {
        var wanted = range.IsSuffix ? $"the last {range.Length} bytes" : $"{range.Length} bytes from byte {range.Offset}";
        return new(Location, key.Path, $"{wanted} were expected, but the value has {(length is { } known ? $"{known}" : "fewer")} bytes");
    }

    /// <summary>The error for a value longer than the reader accepts.</summary>
    internal ArrayFormatException TooLong(StoreKey key, string length, long limit) =>
        new(Location, key.Path, $"{length} are there, but at most {limit} were expected");
}

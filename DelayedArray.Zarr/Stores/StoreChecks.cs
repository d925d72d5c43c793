namespace DelayedArrays;

/// <summary>What all stores check alike, so that they answer bad requests with the same errors.</summary>
internal static class StoreChecks
{
    /// <summary>The bytes of a value that a range and a limit mean, once the value's length is known.</summary>
    /// <exception cref="ArrayFormatException">The range is not within the value, or has more bytes than the limit.</exception>
    public static (long Offset, int Count) Resolve(ZarrStore store, StoreKey key, ByteRange range, long length, long limit)
    {
        var offset = range.IsSuffix ? length + range.Offset : range.Offset;
        var count = range.Length == 0 ? length - offset : range.Length;
        if (offset < 0 || count < 0 || count > length - offset)
            throw Outside(store, key, range, length);
        return (offset, Bounded(store, key, count, limit));
    }

    /// <summary>A number of bytes that is known to be within the limit, and within what one span can hold.</summary>
    public static int Bounded(ZarrStore store, StoreKey key, long count, long limit) =>
        count > limit ? throw TooLong(store, key, $"{count} bytes", limit)
        : count > Array.MaxLength ? throw TooLong(store, key, $"{count} bytes", Array.MaxLength)
        : (int)count;

    /// <summary>The error for a range that is not within its value.</summary>
    public static ArrayFormatException Outside(ZarrStore store, StoreKey key, ByteRange range, long? length)
    {
        var wanted = range.IsSuffix ? $"the last {range.Length} bytes" : $"{range.Length} bytes from byte {range.Offset}";
        return new(store.Location, key.Path, $"{wanted} were expected, but the value has {(length is { } known ? $"{known}" : "fewer")} bytes");
    }

    /// <summary>The error for a value longer than the reader takes.</summary>
    public static ArrayFormatException TooLong(ZarrStore store, StoreKey key, string length, long limit) =>
        new(store.Location, key.Path, $"{length} are there, but at most {limit} were expected");

    /// <summary>Refuses to write to the root, which is no value.</summary>
    public static void NotRoot(StoreKey key, string parameter)
    {
        if (key.IsRoot)
            throw new ArgumentException("The root of a store is no value and cannot move.", parameter);
    }

    /// <summary>Refuses what is not right under the root.</summary>
    public static void IsTop(StoreKey key, string parameter)
    {
        if (key.IsRoot || key.Path.Contains('/', StringComparison.Ordinal))
            throw new ArgumentException($"'{key}' is not right under the root.", parameter);
    }

    /// <summary>Refuses to move a key under itself.</summary>
    public static void CanMove(StoreKey source, StoreKey target)
    {
        NotRoot(source, nameof(source));
        NotRoot(target, nameof(target));
        if (source == target || IsUnder(source, target) || IsUnder(target, source))
            throw new ArgumentException($"'{source}' cannot move to '{target}': one is within the other.", nameof(target));
    }

    private static bool IsUnder(StoreKey inner, StoreKey outer) => inner.Path.StartsWith(outer.Path + "/", StringComparison.Ordinal);
}

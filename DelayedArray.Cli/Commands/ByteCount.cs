using System.Globalization;

namespace DelayedArrays;

/// <summary>Reads numbers of bytes.</summary>
internal static class ByteCount
{
    private static readonly (string Suffix, double Factor)[] Units =
    [
        ("KIB", 1L << 10), ("MIB", 1L << 20), ("GIB", 1L << 30), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9),
        ("K", 1L << 10), ("M", 1L << 20), ("G", 1L << 30), ("B", 1), ("", 1),
    ];

    /// <exception cref="UsageException">Not a number of bytes.</exception>
    public static long Parse(string text)
    {
        foreach (var (suffix, factor) in Units)
        {
            if (!text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                continue;
            if (double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.Float,
                CultureInfo.InvariantCulture, out var number) && number * factor is >= 1 and < long.MaxValue)
                return (long)(number * factor);
        }
        throw new UsageException($"'{text}' is no number of bytes; expected for example 512MB");
    }
}

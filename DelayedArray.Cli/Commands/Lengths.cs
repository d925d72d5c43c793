using System.Globalization;

namespace DelayedArrays;

/// <summary>Parses lengths of axes.</summary>
internal static class Lengths
{
    /// <summary>Parses lengths of 1 or more, such as <c>1000,1000</c>.</summary>
    /// <exception cref="UsageException">The text is not a list of such lengths.</exception>
    public static long[] Parse(string option, string text) => Parse(option, text, 1, "lengths such as 1000,1000");

    /// <summary>Parses rows and columns.</summary>
    /// <exception cref="UsageException">The text is not a list of two lengths.</exception>
    public static Shape Shape(string option, string text)
    {
        const string Expected = "rows and columns such as 3000,400";
        try
        {
            return Parse(option, text, 0, Expected) is [var rows, var columns] ? new(rows, columns) : throw Problem(option, text, Expected);
        }
        catch (ArgumentException)
        {
            throw Problem(option, text, "fewer than 2^63 elements");
        }
    }

    private static long[] Parse(string option, string text, long min, string expected)
    {
        var parts = text.Split(',');
        var lengths = new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out lengths[i]) || lengths[i] < min)
                throw Problem(option, text, expected);
        }
        return lengths;
    }

    private static UsageException Problem(string option, string text, string expected) => new($"{option} {text}: expected {expected}");
}

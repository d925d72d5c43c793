using System.Globalization;

namespace DelayedArrays;

/// <summary>
/// The meaning of an array's 64-bit integers: dates, counted from the start of 1970, or durations. It follows NumPy's <c>datetime64</c>
/// and <c>timedelta64</c>, and uses their names and texts.
/// </summary>
/// <param name="IsDuration">Whether they are durations instead of dates.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Count">The number of units per step; mostly 1.</param>
public readonly record struct TimeType(bool IsDuration, TimeUnit Unit, int Count = 1)
{
    /// <summary>The integer that stands for a missing date or duration.</summary>
    public const long NaT = long.MinValue;

    private static readonly string[] Symbols = ["generic", "Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"];

    /// <summary>NumPy's symbol for the unit, such as <c>ns</c>.</summary>
    public string Symbol => Symbols[(int)Unit];

    private string Brackets => Unit == TimeUnit.Generic ? "" : string.Create(CultureInfo.InvariantCulture, $"[{(Count == 1 ? "" : Count)}{Symbol}]");

    /// <summary>Parses the unit in the name of a type, such as <c>ns</c> or <c>25us</c>; null if the text is not a unit.</summary>
    /// <param name="isDuration">Whether the type is one of durations.</param>
    /// <param name="unit">The text; empty for no unit.</param>
    public static TimeType? TryParse(bool isDuration, ReadOnlySpan<char> unit)
    {
        var digits = unit.IndexOfAnyExceptInRange('0', '9');
        var count = 1;
        if (digits > 0 && (!int.TryParse(unit[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out count) || count < 1))
            return null;
        var symbol = digits > 0 ? unit[digits..].ToString() : unit.ToString();
        // Some texts write micro with its own sign.
        var found = symbol is "" ? 0 : Array.IndexOf(Symbols, symbol is "\u03bcs" or "\u00b5s" ? "us" : symbol);
        return found >= 0 ? new TimeType(isDuration, (TimeUnit)found, count) : null;
    }

    /// <summary>
    /// Parses the name of a type, such as <c>datetime64[ns]</c> or NumPy's short form <c>M8[ns]</c>; null if it is another name.
    /// </summary>
    public static TimeType? TryParse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        (string Name, bool IsDuration)[] names = [("datetime64", false), ("M8", false), ("timedelta64", true), ("m8", true)];
        foreach (var (start, isDuration) in names)
        {
            if (name == start)
                return new TimeType(isDuration, TimeUnit.Generic);
            if (name.StartsWith(start + "[", StringComparison.Ordinal) && name.EndsWith(']'))
                return TryParse(isDuration, name.AsSpan((start.Length + 1)..^1));
        }
        return null;
    }

    /// <summary>NumPy's short form without the byte order, such as <c>M8[ns]</c>.</summary>
    public string ShortName => (IsDuration ? "m8" : "M8") + Brackets;

    /// <summary>NumPy's name for the type, such as <c>datetime64[ns]</c>.</summary>
    public override string ToString() => (IsDuration ? "timedelta64" : "datetime64") + Brackets;

    /// <summary>
    /// Formats a date as ISO 8601 to the precision of its unit, and a duration as a number with its unit. <see cref="NaT"/> gives
    /// <c>NaT</c>.
    /// </summary>
    public string Format(long value)
    {
        if (value == NaT)
            return "NaT";
        var units = (Int128)value * Count;
        if (Unit == TimeUnit.Generic)
            return units.ToString(CultureInfo.InvariantCulture);
        return IsDuration ? string.Create(CultureInfo.InvariantCulture, $"{units} {Symbol}") : IsoDate.Format(units, Unit);
    }
}

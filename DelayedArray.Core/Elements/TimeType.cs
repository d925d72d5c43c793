using System.Globalization;

namespace DelayedArrays;

/// <summary>
/// What the 64-bit integers of an array mean: dates, counted from the start of 1970, or durations. As NumPy's
/// <c>datetime64</c> and <c>timedelta64</c>, whose names and texts are used.
/// </summary>
/// <param name="IsDuration">Whether they are durations rather than dates.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Count">How many units are counted as one; mostly 1.</param>
public readonly record struct TimeType(bool IsDuration, TimeUnit Unit, int Count = 1)
{
    /// <summary>The integer that stands for no date or duration.</summary>
    public const long NaT = long.MinValue;

    private static readonly string[] Symbols = ["generic", "Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"];

    /// <summary>NumPy's sign of the unit, such as <c>ns</c>.</summary>
    public string Symbol => Symbols[(int)Unit];

    private string Brackets => Unit == TimeUnit.Generic ? "" : string.Create(CultureInfo.InvariantCulture, $"[{(Count == 1 ? "" : Count)}{Symbol}]");

    /// <summary>Reads what stands for the unit in the name of a type, such as <c>ns</c> or <c>25us</c>; null if that is none.</summary>
    /// <param name="isDuration">Whether durations are meant.</param>
    /// <param name="unit">The text; empty for no unit.</param>
    public static TimeType? TryParse(bool isDuration, ReadOnlySpan<char> unit)
    {
        var digits = unit.IndexOfAnyExceptInRange('0', '9');
        var count = 1;
        if (digits > 0 && (!int.TryParse(unit[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out count) || count < 1))
            return null;
        var symbol = digits > 0 ? unit[digits..].ToString() : unit.ToString();
        // The sign of micro is written by hand at times.
        var found = symbol is "" ? 0 : Array.IndexOf(Symbols, symbol is "\u03bcs" or "\u00b5s" ? "us" : symbol);
        return found >= 0 ? new TimeType(isDuration, (TimeUnit)found, count) : null;
    }

    /// <summary>Reads the name of a type, such as <c>datetime64[ns]</c>, or NumPy's short form <c>M8[ns]</c>; null if it is none.</summary>
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

    /// <summary>The name NumPy gives the type, such as <c>datetime64[ns]</c>.</summary>
    public override string ToString() => (IsDuration ? "timedelta64" : "datetime64") + Brackets;

    /// <summary>A date in ISO 8601, as exact as its unit; a duration as a number with its unit; <c>NaT</c> for what is neither.</summary>
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

using System.Globalization;

namespace DelayedArrays;

/// <summary>Formats dates of any year as ISO 8601. Today's calendar applies to all times.</summary>
internal static class IsoDate
{
    private const long DaysOfEra = 146_097;
    private const int YearsOfEra = 400;

    /// <summary>Formats a time counted from the start of 1970.</summary>
    public static string Format(Int128 value, TimeUnit unit) => unit switch
    {
        TimeUnit.Year => Year(1970 + value),
        TimeUnit.Month => Month(value),
        TimeUnit.Week => Day(value * 7),
        TimeUnit.Day => Day(value),
        _ => Moment(value, unit),
    };

    private static string Year(Int128 year)
    {
        var digits = Int128.Abs(year).ToString(CultureInfo.InvariantCulture).PadLeft(4, '0');
        return year < 0 ? "-" + digits : digits;
    }

    private static string Month(Int128 months)
    {
        var (years, month) = FloorDivide(months, 12);
        return string.Create(CultureInfo.InvariantCulture, $"{Year(1970 + years)}-{month + 1:00}");
    }

    /// <summary>
    /// Formats a day. It counts in eras of 400 years that begin in March, so that a leap day is the last day of its year.
    /// </summary>
    private static string Day(Int128 days)
    {
        const int FromMarchOfYear0 = 719_468;
        var (era, inEra) = FloorDivide(days + FromMarchOfYear0, DaysOfEra);
        var year = (inEra - (inEra / 1460) + (inEra / 36_524) - (inEra / 146_096)) / 365;
        var inYear = inEra - ((365 * year) + (year / 4) - (year / 100));
        var fromMarch = ((5 * inYear) + 2) / 153;
        var day = inYear - (((153 * fromMarch) + 2) / 5) + 1;
        var month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        return string.Create(CultureInfo.InvariantCulture, $"{Year((era * YearsOfEra) + year + (month <= 2 ? 1 : 0))}-{month:00}-{day:00}");
    }

    private static string Moment(Int128 value, TimeUnit unit)
    {
        var places = Math.Max(0, (int)unit - (int)TimeUnit.Second) * 3;
        var perDay = unit switch
        {
            TimeUnit.Hour => (Int128)24,
            TimeUnit.Minute => 24 * 60,
            _ => 86_400 * PowerOf10(places),
        };
        var (days, within) = FloorDivide(value, perDay);
        var text = Day(days) + "T";
        if (unit == TimeUnit.Hour)
            return text + Two(within);
        if (unit == TimeUnit.Minute)
            return text + Two(within / 60) + ":" + Two(within % 60);
        var (seconds, fraction) = FloorDivide(within, PowerOf10(places));
        text += $"{Two(seconds / 3600)}:{Two(seconds / 60 % 60)}:{Two(seconds % 60)}";
        return places == 0 ? text : text + "." + fraction.ToString(CultureInfo.InvariantCulture).PadLeft(places, '0');
    }

    private static string Two(Int128 number) => number.ToString("00", CultureInfo.InvariantCulture);

    private static Int128 PowerOf10(int places)
    {
        var power = Int128.One;
        for (var i = 0; i < places; i++)
            power *= 10;
        return power;
    }

    private static (Int128 Quotient, Int128 Remainder) FloorDivide(Int128 value, Int128 divisor)
    {
        var (quotient, remainder) = Int128.DivRem(value, divisor);
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder);
    }
}

namespace DelayedArrays.Zarr;

/// <summary>How to round a number that lies between two values of another type.</summary>
internal enum CastRounding
{
    NearestEven,
    TowardsZero,
    TowardsPositive,
    TowardsNegative,
    NearestAway,
}

/// <summary>What to do with a number outside the range of another type.</summary>
internal enum OutOfRange
{
    Error,
    Clamp,
    Wrap,
}

/// <summary>How to cast numbers that the other type cannot hold.</summary>
internal readonly record struct CastRules(CastRounding Rounding, OutOfRange OutOfRange)
{
    private static readonly string[] Roundings = ["nearest-even", "towards-zero", "towards-positive", "towards-negative", "nearest-away"];
    private static readonly string[] Ranges = ["", "clamp", "wrap"];

    /// <summary>Reads the rules from the parameters of <c>cast_value</c>.</summary>
    public static CastRules Of(JsonPart parameters) => new(
        (CastRounding)Array.IndexOf(Roundings, parameters.Optional("rounding")?.Text(Roundings) ?? Roundings[0]),
        (OutOfRange)Array.IndexOf(Ranges, parameters.Optional("out_of_range")?.Text(Ranges.AsSpan(1)) ?? Ranges[0]));

    /// <summary>Rounds to a whole number.</summary>
    public double Round(double value) => Rounding switch
    {
        CastRounding.NearestEven => Math.Round(value, MidpointRounding.ToEven),
        CastRounding.TowardsZero => Math.Truncate(value),
        CastRounding.TowardsPositive => Math.Ceiling(value),
        CastRounding.TowardsNegative => Math.Floor(value),
        _ => Math.Round(value, MidpointRounding.AwayFromZero),
    };

    /// <summary>Rounds a whole number to a number of significant bits.</summary>
    public Int128 Round(Int128 value, int bits)
    {
        var isNegative = value < 0;
        var magnitude = (UInt128)(isNegative ? -value : value);
        var dropped = 128 - (int)UInt128.LeadingZeroCount(magnitude) - bits;
        if (dropped <= 0)
            return value;
        var kept = magnitude >> dropped;
        var rest = magnitude - (kept << dropped);
        if (rest != 0 && IsAway(rest.CompareTo(UInt128.One << (dropped - 1)), UInt128.IsOddInteger(kept), isNegative))
            kept++;
        var rounded = (Int128)(kept << dropped);
        return isNegative ? -rounded : rounded;
    }

    /// <summary>Whether to round away from zero.</summary>
    /// <param name="half">The sign of the dropped part minus one half.</param>
    /// <param name="isOdd">Whether the neighbour nearer to zero is odd.</param>
    /// <param name="isNegative">Whether the number is negative.</param>
    private bool IsAway(int half, bool isOdd, bool isNegative) => Rounding switch
    {
        CastRounding.NearestEven => half > 0 || (half == 0 && isOdd),
        CastRounding.TowardsZero => false,
        CastRounding.TowardsPositive => !isNegative,
        CastRounding.TowardsNegative => isNegative,
        _ => half >= 0,
    };
}

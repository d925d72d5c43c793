namespace DelayedArrays;

/// <summary>The units in which dates and durations are counted, from the longest to the shortest.</summary>
public enum TimeUnit
{
    /// <summary>Numbers without a unit.</summary>
    Generic,

    /// <summary>Years.</summary>
    Year,

    /// <summary>Months.</summary>
    Month,

    /// <summary>Weeks of seven days.</summary>
    Week,

    /// <summary>Days.</summary>
    Day,

    /// <summary>Hours.</summary>
    Hour,

    /// <summary>Minutes.</summary>
    Minute,

    /// <summary>Seconds.</summary>
    Second,

    /// <summary>Thousandths of a second.</summary>
    Millisecond,

    /// <summary>Millionths of a second.</summary>
    Microsecond,

    /// <summary>10^-9 seconds.</summary>
    Nanosecond,

    /// <summary>10^-12 seconds.</summary>
    Picosecond,

    /// <summary>10^-15 seconds.</summary>
    Femtosecond,

    /// <summary>10^-18 seconds.</summary>
    Attosecond,
}

namespace DelayedArrays;

/// <summary>How a cast treats values that the new type cannot hold.</summary>
public enum CastMode
{
    /// <summary>Numbers outside the range become its nearest end, NaN becomes 0, and fractions are truncated.</summary>
    Saturating,

    /// <summary>
    /// Numbers outside the range, and NaN to an integer, throw <see cref="OverflowException"/> during evaluation. Fractions are truncated.
    /// </summary>
    Checked,
}

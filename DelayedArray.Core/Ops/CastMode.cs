namespace DelayedArrays;

/// <summary>What a cast does with values that the new type does not have.</summary>
public enum CastMode
{
    /// <summary>Numbers beyond the range become the nearest end of it, NaN becomes 0; fractions are cut off.</summary>
    Saturating,

    /// <summary>Numbers beyond the range, and NaN to an integer, are an <see cref="OverflowException"/> during evaluation; fractions
    /// are cut off.</summary>
    Checked,
}

namespace DelayedArrays;

/// <summary>The order of a norm.</summary>
public enum NormOrder
{
    /// <summary>Sum of magnitudes.</summary>
    One,

    /// <summary>Square root of the sum of squares.</summary>
    Two,

    /// <summary>Largest magnitude.</summary>
    Infinity,
}

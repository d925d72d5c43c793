namespace DelayedArrays;

/// <summary>A seed that computes its values from another array, in a pass of its own, before they are needed.</summary>
public interface IDeferredSeed : ISeed
{
    /// <summary>The array from which the values are computed.</summary>
    DelayedArray Source { get; }

    /// <summary>Computes the values, unless that was done before.</summary>
    void Compute(ExecutionOptions options);
}

namespace DelayedArrays;

/// <summary>A seed whose values are computed from another array, by a pass of their own, before they are needed.</summary>
public interface IDeferredSeed : ISeed
{
    /// <summary>The array that is read for the values.</summary>
    DelayedArray Source { get; }

    /// <summary>Computes the values unless they are there.</summary>
    void Compute(ExecutionOptions options);
}

namespace DelayedArrays.Testing;

/// <summary>A test for machines with too little memory for the offsets that fill an array; skipped on other machines.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LittleMemoryFactAttribute : FactAttribute
{
    /// <summary>The most offsets that fit in an array.</summary>
    public const long Offsets = 2_147_483_000;

    public LittleMemoryFactAttribute()
    {
        if (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >= Offsets * sizeof(long))
            Skip = "The machine has memory for as many offsets as an array holds.";
    }
}

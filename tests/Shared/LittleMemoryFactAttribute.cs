namespace DelayedArrays.Testing;

/// <summary>A test that needs a machine without memory for as many offsets as an array holds; skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LittleMemoryFactAttribute : FactAttribute
{
    /// <summary>As many as just fit an array.</summary>
    public const long Offsets = 2_147_483_000;

    public LittleMemoryFactAttribute()
    {
        if (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >= Offsets * sizeof(long))
            Skip = "The machine has memory for as many offsets as an array holds.";
    }
}

namespace DelayedArrays.Tests;

/// <summary>A test of the inflate of this library; skipped, saying so, on processors on which it does not run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class VectorFactAttribute : FactAttribute
{
    public VectorFactAttribute()
    {
        if (!ManagedInflateEngine.IsSupported)
            Skip = "needs a 64-bit processor with AVX-512 VBMI";
    }
}

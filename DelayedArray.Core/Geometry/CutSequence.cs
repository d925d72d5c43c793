namespace DelayedArrays;

/// <summary>Evenly spaced cuts, at <c>First + k * Step</c>.</summary>
internal readonly record struct CutSequence(long First, long Step, long Count)
{
    /// <summary>Gets the cuts strictly between two indices.</summary>
    public CutSequence Between(long start, long end)
    {
        var skipped = First > start ? 0 : ((start - First) / Step) + 1;
        var last = First >= end ? 0 : ((end - First - 1) / Step) + 1;
        return new(First + (skipped * Step), Step, Math.Max(Math.Min(last, Count) - skipped, 0));
    }
}

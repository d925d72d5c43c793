namespace DelayedArrays.Tests;

/// <summary>A sparse group whose parts are arrays in memory: as little as a format has to know of sparse matrices.</summary>
internal sealed class MemorySparseGroup : SparseGroup
{
    public Dictionary<string, Array> Parts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, SparseStatement> Attributes { get; } = new(StringComparer.Ordinal);

    public override SparseLocation Location { get; } = new("Memory", "memory", "g");

    /// <summary>Whether an append can be interrupted, so that parts may be longer than what counts.</summary>
    public bool HasSteps { get; init; }

    public override bool ChangesInSteps => HasSteps;

    public override bool Has(string part) => Parts.ContainsKey(part);

    public override DelayedArray Open(string part) => Parts[part] switch
    {
        float[] values => Delayed.FromMemory(values, values.Length),
        double[] values => Delayed.FromMemory(values, values.Length),
        int[] values => Delayed.FromMemory(values, values.Length),
        uint[] values => Delayed.FromMemory(values, values.Length),
        long[] values => Delayed.FromMemory(values, values.Length),
        ulong[] values => Delayed.FromMemory(values, values.Length),
        _ => throw new NotSupportedException(part),
    };

    public override SparseStatement? FindStatement(string name) => Attributes.GetValueOrDefault(name);
}

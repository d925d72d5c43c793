using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Number of true values.</summary>
internal readonly record struct CountTrue : IReducer<bool, long, long>
{
    public string Name => "count";

    public long Empty => 0;

    public void Fold(ref long state, ReadOnlySpan<bool> values, long position, long stride) =>
        state += values.Length - MemoryMarshal.Cast<bool, byte>(values).Count((byte)0);

    public void FoldEach(Span<long> states, ReadOnlySpan<bool> values, long position)
    {
        for (var i = 0; i < values.Length; i++)
            states[i] += values[i] ? 1 : 0;
    }

    public bool FoldsZeros => true;

    public void FoldZeros(ref long state, long count)
    {
        // Zeros add nothing.
    }

    public void FoldAt(Span<long> states, ReadOnlySpan<int> lanes, ReadOnlySpan<bool> values)
    {
        for (var i = 0; i < values.Length; i++)
            states[lanes[i]] += values[i] ? 1 : 0;
    }

    public void Merge(ref long state, long other) => state += other;

    public long Finish(long state) => state;
}

/// <summary>Whether any value is true (not so of nothing), or whether all are (so of nothing).</summary>
internal readonly record struct Quantifier(bool ForAll) : IReducer<bool, bool, bool>
{
    public string Name => ForAll ? "all" : "any";

    public bool Empty => ForAll;

    public void Fold(ref bool state, ReadOnlySpan<bool> values, long position, long stride)
    {
        var bytes = MemoryMarshal.Cast<bool, byte>(values);
        state = ForAll ? state && !bytes.Contains((byte)0) : state || bytes.ContainsAnyExcept((byte)0);
    }

    public void FoldEach(Span<bool> states, ReadOnlySpan<bool> values, long position)
    {
        for (var i = 0; i < values.Length; i++)
            Merge(ref states[i], values[i]);
    }

    public bool FoldsZeros => true;

    public void FoldZeros(ref bool state, long count) => Merge(ref state, false);

    public void FoldAt(Span<bool> states, ReadOnlySpan<int> lanes, ReadOnlySpan<bool> values)
    {
        for (var i = 0; i < values.Length; i++)
            Merge(ref states[lanes[i]], values[i]);
    }

    public void Merge(ref bool state, bool other) => state = ForAll ? state && other : state || other;

    public bool Finish(bool state) => state;
}

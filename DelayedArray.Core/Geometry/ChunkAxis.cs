using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>One axis of an array, cut into chunks of equal or different lengths.</summary>
public sealed class ChunkAxis : IEquatable<ChunkAxis>
{
    private readonly ImmutableArray<Run> _runs;

    private ChunkAxis(long length, long count, ImmutableArray<Run> runs)
    {
        Length = length;
        Count = count;
        _runs = runs;
        Longest = runs.Max(run => run.ChunkLength);
        Shortest = runs.Min(run => run.ChunkLength);
    }

    /// <summary>Length of the axis.</summary>
    public long Length { get; }

    /// <summary>Number of chunks. Every chunk begins within the axis.</summary>
    public long Count { get; }

    /// <summary>Length of the longest chunk; 1 if there is none.</summary>
    public long Longest { get; }

    /// <summary>Whether all chunks have the same length.</summary>
    public bool IsRegular => Shortest == Longest;

    private long Shortest { get; }

    /// <summary>Cuts an axis into chunks of equal length. The last one may extend beyond the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length of the axis is negative, or that of a chunk is below 1.</exception>
    public static ChunkAxis Regular(long length, long chunkLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkLength, 1);
        return new ChunkAxis(length, length == 0 ? 0 : ((length - 1) / chunkLength) + 1, [new Run(0, 0, chunkLength)]);
    }

    /// <summary>Cuts an axis into chunks of the given lengths. Chunks that begin beyond the end are left out.</summary>
    /// <exception cref="ArgumentException">The chunks do not cover the axis, or a chunk has a length below 1.</exception>
    public static ChunkAxis Irregular(long length, params ReadOnlySpan<ChunkRun> runs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var found = ImmutableArray.CreateBuilder<Run>();
        var (start, chunk) = (0L, 0L);
        foreach (var run in runs)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(run.Length, 1, nameof(runs));
            if (start >= length || run.Count <= 0)
                continue;
            found.Add(new Run(start, chunk, run.Length));
            var count = Math.Min(run.Count, ((length - start - 1) / run.Length) + 1);
            start = checked(start + (count * run.Length));
            chunk += count;
        }
        if (start < length)
            throw new ArgumentException($"the chunks cover {start} of the {length} elements of the axis", nameof(runs));
        return new ChunkAxis(length, chunk, length == 0 ? [new Run(0, 0, 1)] : found.ToImmutable());
    }

    /// <summary>Gets a chunk by its number.</summary>
    public AxisChunk this[long number] => _runs[_runs.Length == 1 ? 0 : LastRun(number, static run => run.FirstChunk)].Chunk(number);

    /// <summary>Finds the chunk that holds an index of the axis.</summary>
    public AxisChunk Find(long index)
    {
        var run = _runs[_runs.Length == 1 ? 0 : LastRun(index, static run => run.Start)];
        return run.Chunk(run.FirstChunk + ((index - run.Start) / run.ChunkLength));
    }

    /// <summary>Counts the elements of a chunk that lie within the axis.</summary>
    public long LengthWithin(AxisChunk chunk) => Math.Min(chunk.Length, Length - chunk.Start);

    /// <summary>Counts the chunks that a selection intersects.</summary>
    public long CountOf(AxisSelection selection)
    {
        if (!selection.IsRange)
            return CountOf(selection.Indices);
        var step = Math.Abs(selection.Step);
        if (selection.Count <= 1 || step >= Longest)
            return selection.Count;
        var (minimum, maximum) = selection.Bounds();
        return step <= Shortest ? Find(maximum).Number - Find(minimum).Number + 1 : Split(selection).Count;
    }

    /// <summary>Counts the elements along the axis in the chunks that a selection intersects.</summary>
    internal long ElementsOf(AxisSelection selection)
    {
        if (IsRegular)
            return CountOf(selection) * Longest;
        if (!selection.IsRange || Math.Abs(selection.Step) > Shortest)
            return Split(selection).Sum(part => part.Chunk.Length);
        var (minimum, maximum) = selection.Bounds();
        var last = Find(maximum);
        return last.Start + last.Length - Find(minimum).Start;
    }

    /// <summary>Gets the chunks from the given one on, as runs of equal length.</summary>
    internal IEnumerable<ChunkRun> RunsFrom(long chunk)
    {
        for (var i = 0; i < _runs.Length; i++)
        {
            var first = Math.Max(_runs[i].FirstChunk, chunk);
            var end = i + 1 < _runs.Length ? _runs[i + 1].FirstChunk : Count;
            if (first < end)
                yield return new ChunkRun(_runs[i].ChunkLength, end - first);
        }
    }

    /// <summary>Gets the chunks of a part of the axis. The first one is shortened to what lies within the part.</summary>
    internal ChunkAxis Slice(long start, long length)
    {
        if (IsRegular && start % Longest == 0)
            return Regular(length, Longest);
        if (length == 0)
            return Regular(0, 1);
        var first = Find(start);
        var head = new ChunkRun(first.Start + first.Length - start, 1);
        return Irregular(length, [head, .. RunsFrom(first.Number + 1)]);
    }

    /// <summary>Whether both axes have equal lengths and are cut at the same positions.</summary>
    public bool Equals(ChunkAxis? other) => other is not null && Length == other.Length && _runs.SequenceEqual(other._runs);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ChunkAxis);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Length, Count, Longest);

    /// <summary>Splits a selection into parts that each lie in one chunk.</summary>
    internal List<AxisPart> Split(AxisSelection selection) => selection.IsRange ? SplitRange(selection) : SplitList(selection.Indices);

    private int CountOf(ReadOnlySpan<long> indices)
    {
        var chunks = new HashSet<long>();
        foreach (var index in indices)
            chunks.Add(Find(index).Number);
        return chunks.Count;
    }

    private List<AxisPart> SplitRange(AxisSelection selection)
    {
        var parts = new List<AxisPart>();
        for (var i = 0L; i < selection.Count;)
        {
            var index = selection[i];
            var chunk = Find(index);
            var length = LengthWithin(chunk);
            var within = index - chunk.Start;
            var room = selection.Step > 0 ? length - 1 - within : within;
            var count = Math.Min((room / Math.Abs(selection.Step)) + 1, selection.Count - i);
            parts.Add(new AxisPart(chunk, new CopyAxis((int)count, within, selection.Step, i, 1), count == length));
            i += count;
        }
        return parts;
    }

    private List<AxisPart> SplitList(ReadOnlySpan<long> indices)
    {
        var byStart = new SortedDictionary<long, (AxisChunk Chunk, List<long> Source, List<long> Destination)>();
        for (var i = 0; i < indices.Length; i++)
        {
            var chunk = Find(indices[i]);
            if (!byStart.TryGetValue(chunk.Start, out var lists))
                byStart.Add(chunk.Start, lists = (chunk, [], []));
            lists.Source.Add(indices[i] - chunk.Start);
            lists.Destination.Add(i);
        }
        var parts = new List<AxisPart>(byStart.Count);
        foreach (var (chunk, source, destination) in byStart.Values)
        {
            var isWhole = source.Distinct().Count() == LengthWithin(chunk);
            parts.Add(new AxisPart(chunk, new CopyAxis(source.Count, 0, 0, 0, 0) { SourceOffsets = [.. source], DestinationOffsets = [.. destination] }, isWhole));
        }
        return parts;
    }

    /// <summary>Finds the last run whose key is at most the given one.</summary>
    private int LastRun(long key, Func<Run, long> keyOf)
    {
        var (low, high) = (0, _runs.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (keyOf(_runs[middle]) <= key)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    /// <summary>Consecutive chunks of equal length, with the position and number of the first.</summary>
    private readonly record struct Run(long Start, long FirstChunk, long ChunkLength)
    {
        public AxisChunk Chunk(long number) => new(number, Start + ((number - FirstChunk) * ChunkLength), ChunkLength);
    }
}

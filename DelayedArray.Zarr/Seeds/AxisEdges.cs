using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>The chunks along one axis where they have lengths of their own.</summary>
internal sealed class AxisEdges
{
    private readonly ImmutableArray<Run> _runs;

    /// <summary>Takes the runs of a grid; they cover the axis.</summary>
    public AxisEdges(long length, ImmutableArray<ZarrChunkRun> runs)
    {
        var found = ImmutableArray.CreateBuilder<Run>();
        long start = 0;
        long chunk = 0;
        foreach (var run in runs)
        {
            if (start >= length)
                break;
            var count = Math.Min(run.Count, ((length - start - 1) / run.Length) + 1);
            found.Add(new Run(start, chunk, run.Length));
            start += count * run.Length;
            chunk += count;
        }
        _runs = found.ToImmutable();
        Length = length;
        Count = chunk;
        Longest = _runs.IsEmpty ? 1 : _runs.Max(run => run.Edge);
    }

    /// <summary>Length of the axis.</summary>
    public long Length { get; }

    /// <summary>Chunks that lie within it.</summary>
    public long Count { get; }

    /// <summary>Length of the longest.</summary>
    public long Longest { get; }

    /// <summary>The chunk that holds an index.</summary>
    public (long Chunk, long Start, long Edge) Find(long index)
    {
        var low = 0;
        var high = _runs.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_runs[middle].Start <= index)
                low = middle;
            else
                high = middle - 1;
        }
        var run = _runs[low];
        var within = (index - run.Start) / run.Edge;
        return (run.Chunk + within, run.Start + (within * run.Edge), run.Edge);
    }

    /// <summary>Counts the chunks that a selection needs, and their elements along the axis.</summary>
    public (long Chunks, long Elements) CountOf(AxisSelection selection)
    {
        if (!selection.IsRange || Math.Abs(selection.Step) > 1)
        {
            var parts = Split(selection);
            return (parts.Count, parts.Sum(part => part.Edge));
        }
        var (minimum, maximum) = selection.Bounds();
        var (first, last) = (Find(minimum), Find(maximum));
        return (last.Chunk - first.Chunk + 1, last.Start + last.Edge - first.Start);
    }

    /// <summary>Splits a selection by the chunks.</summary>
    public List<EdgePart> Split(AxisSelection selection) => selection.IsRange ? SplitRange(selection) : SplitList(selection.Indices);

    private List<EdgePart> SplitRange(AxisSelection selection)
    {
        List<EdgePart> parts = [];
        for (long i = 0; i < selection.Count;)
        {
            var index = selection[i];
            (var chunk, var start, var edge) = Find(index);
            var end = Math.Min(start + edge, Length);
            var room = selection.Step > 0 ? end - 1 - index : index - start;
            var count = Math.Min((room / Math.Abs(selection.Step)) + 1, selection.Count - i);
            parts.Add(new EdgePart(chunk, edge, new CopyAxis((int)count, index - start, selection.Step, i, 1), count == end - start));
            i += count;
        }
        return parts;
    }

    private List<EdgePart> SplitList(ReadOnlySpan<long> indices)
    {
        SortedDictionary<long, (long Start, long Edge, List<long> Source, List<long> Destination)> byChunk = [];
        for (var i = 0; i < indices.Length; i++)
        {
            (var chunk, var start, var edge) = Find(indices[i]);
            if (!byChunk.TryGetValue(chunk, out var lists))
                byChunk.Add(chunk, lists = (start, edge, [], []));
            lists.Source.Add(indices[i] - start);
            lists.Destination.Add(i);
        }
        List<EdgePart> parts = [];
        foreach ((var chunk, var (start, edge, source, destination)) in byChunk)
        {
            var isWhole = source.Distinct().Count() == Math.Min(start + edge, Length) - start;
            parts.Add(new EdgePart(chunk, edge, new CopyAxis(source.Count, 0, 0, 0, 0) { SourceOffsets = [.. source], DestinationOffsets = [.. destination] }, isWhole));
        }
        return parts;
    }

    private readonly record struct Run(long Start, long Chunk, long Edge);
}

/// <summary>The part of a selection that falls into one chunk along one axis.</summary>
/// <param name="Chunk">Number of the chunk.</param>
/// <param name="Edge">Its length.</param>
/// <param name="Copy">From indices within the chunk to positions within the selection.</param>
/// <param name="IsWhole">Whether all of the chunk that lies within the array is taken.</param>
internal readonly record struct EdgePart(long Chunk, long Edge, CopyAxis Copy, bool IsWhole);

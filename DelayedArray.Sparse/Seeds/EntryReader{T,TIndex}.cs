using System.Numerics;

namespace DelayedArrays;

/// <inheritdoc/>
internal sealed class EntryReader<T, TIndex>(Node<TIndex> indices, Node<T> values, long minorLength, SparseLocation location)
    : EntryReader<T> where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    // Values of entries no further apart than this are read together.
    private const int Gap = 16 * 1024;

    private readonly IndexPlacer<TIndex> _placer = new(minorLength, location);

    // Chunks of a matrix that fits in the chunk cache are kept, because most matrices are read several times.
    private readonly long _decodedBytes = values.Shape[0] * (indices.ElementType.Size() + values.ElementType.Size());

    private readonly HashSet<Node> _shared = [.. Node.Shared(indices), .. Node.Shared(values)];

    public override bool IsInMemory { get; } = new Node[] { indices, values }
        .SelectMany(node => Node.InputsFirst(node)).OfType<ILeaf>().All(leaf => leaf.Seed.IsInMemory);

    public override int Read(
        StoredLines lines, MinorMap map, SparseBlock<T> block, int start, MinorIndexReader? index, BlockContext context)
    {
        var count = lines.Count;
        if (count == 0)
            return 0;
        if (map.IsAll)
        {
            ReadAllIndices(lines, map.Count, block.Positions.Slice(start, count), context);
            ReadInto(values, lines.First, block.Values.Slice(start, count), context);
            return count;
        }
        using var buffer = context.Rent<int>((long)count * map.MaxRepeats);
        var sources = buffer.As<int>();
        var positions = block.Positions[start..];
        var taken = 0;
        foreach (var part in Candidates(lines, map, index))
        {
            using var parts = PartsOf(lines, part.Start, part.Count, context);
            while (parts.Next(out var next))
                taken += _placer.Select(next, map, positions[taken..], sources[taken..]);
        }
        ReadSelected(lines.First, sources[..taken], block.Values.Slice(start, taken), context);
        return taken;
    }

    public override long Count(StoredLines lines, MinorMap map, MinorIndexReader? index, BlockContext context)
    {
        var total = 0L;
        if (lines.Count == 0)
            return 0;
        foreach (var (start, count) in Candidates(lines, map, index))
        {
            using var parts = PartsOf(lines, start, count, context);
            while (parts.Next(out var part))
                total += _placer.Count(part, map);
        }
        return total;
    }

    public override void BuildIndex(string path, MatrixIdentity identity, ExecutionOptions options) =>
        MinorIndexBuilder<TIndex>.Build(path, identity, indices, options);

    public override void Plan(StoredLines lines, ReadPlan plan)
    {
        if (lines.Count == 0)
            return;
        var request = EntryStrips<T>.RequestOf(lines.First, lines.Count, _decodedBytes <= plan.CacheAllowance);
        ExecutionPlan.AddTree(indices, request, plan, _shared);
        ExecutionPlan.AddTree(values, request, plan, _shared);
    }

    /// <summary>Finds the parts of the lines that may have entries within the selection.</summary>
    private List<(int Start, int Count)> Candidates(StoredLines lines, MinorMap map, MinorIndexReader? index) =>
        index is null ? [(0, lines.Count)] : index.Find(lines.First, lines.Count, map.Bits(Index!));

    private LineParts<TIndex> PartsOf(StoredLines lines, int start, int count, BlockContext context) =>
        new(lines, start, new EntryStrips<TIndex>(indices, lines.First + start, count, Keeps(context), context));

    private void ReadAllIndices(StoredLines lines, int lineLength, Span<int> positions, BlockContext context)
    {
        using var parts = PartsOf(lines, 0, positions.Length, context);
        while (parts.Next(out var part))
            _placer.All(part, lineLength, positions[part.Within..]);
    }

    /// <summary>Reads the values of some entries of stored lines. Reads entries that are close to each other together.</summary>
    private void ReadSelected(long first, ReadOnlySpan<int> sources, Span<T> target, BlockContext context)
    {
        for (var start = 0; start < sources.Length;)
        {
            var end = start + 1;
            while (end < sources.Length && sources[end] - sources[end - 1] <= Gap)
                end++;
            var from = sources[start];
            using var buffer = context.Rent<T>(sources[end - 1] - from + 1);
            var near = buffer.As<T>();
            ReadInto(values, first + from, near, context);
            for (var i = start; i < end; i++)
                target[i] = near[sources[i] - from];
            start = end;
        }
    }

    private bool Keeps(BlockContext context) => _decodedBytes <= context.CacheAllowance;

    private void ReadInto(Node<T> node, long first, Span<T> target, BlockContext context)
    {
        using var strips = new EntryStrips<T>(node, first, target.Length, Keeps(context), context);
        while (strips.Next(out var strip))
            strip.CopyTo(target[strips.Start..]);
    }
}

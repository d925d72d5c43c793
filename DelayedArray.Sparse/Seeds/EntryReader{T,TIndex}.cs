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
        ReadOnlySpan<long> offsets, int firstPosition, MinorMap map, SparseBlock<T> block, int start, MinorIndexReader? index,
        BlockContext context)
    {
        var count = (int)(offsets[^1] - offsets[0]);
        if (count == 0)
            return 0;
        if (map.IsAll)
        {
            ReadAllIndices(offsets, firstPosition, map.Count, block.Positions.Slice(start, count), context);
            ReadInto(values, offsets[0], block.Values.Slice(start, count), context);
            return count;
        }
        using var sources = context.Rent<int>((long)count * map.MostRepeats);
        var taken = 0;
        foreach (var part in Candidates(offsets, map, index))
            taken += SelectIndices(offsets, part, firstPosition, map, block.Positions[(start + taken)..], sources.As<int>()[taken..], context);
        ReadSelected(offsets[0], sources.As<int>()[..taken], block.Values.Slice(start, taken), context);
        return taken;
    }

    public override long Count(ReadOnlySpan<long> offsets, MinorMap map, MinorIndexReader? index, BlockContext context)
    {
        var total = 0L;
        var (first, last) = (offsets[0], offsets[^1]);
        if (first == last)
            return 0;
        foreach (var (start, count) in Candidates(offsets, map, index))
        {
            using var strips = new EntryStrips<TIndex>(indices, first + start, count, Keeps(context), context);
            while (strips.Next(out var strip))
                total += _placer.Count(strip, first + start + strips.Start, map);
        }
        return total;
    }

    public override void BuildIndex(string path, MatrixIdentity identity, ExecutionOptions options) =>
        MinorIndexBuilder<TIndex>.Build(path, identity, indices, options);

    public override void Plan(ReadOnlySpan<long> offsets, ReadPlan plan)
    {
        if (offsets[0] == offsets[^1])
            return;
        var request = EntryStrips<T>.RequestOf(offsets[0], (int)(offsets[^1] - offsets[0]), _decodedBytes <= plan.CacheAllowance);
        ExecutionPlan.AddTree(indices, request, plan, _shared);
        ExecutionPlan.AddTree(values, request, plan, _shared);
    }

    /// <summary>Finds the parts of the lines that may have entries within the selection.</summary>
    private List<(int Start, int Count)> Candidates(ReadOnlySpan<long> offsets, MinorMap map, MinorIndexReader? index)
    {
        var count = (int)(offsets[^1] - offsets[0]);
        return index is null ? [(0, count)] : index.Find(offsets[0], count, map.Bits(Index!));
    }

    private void ReadAllIndices(
        ReadOnlySpan<long> offsets, int firstPosition, int lineLength, Span<int> positions, BlockContext context)
    {
        using var strips = new EntryStrips<TIndex>(indices, offsets[0], positions.Length, Keeps(context), context);
        var line = 0;
        while (strips.Next(out var strip))
        {
            var target = positions.Slice(strips.Start, strip.Length);
            for (var i = 0; i < strip.Length;)
            {
                var entry = offsets[0] + strips.Start + i;
                while (offsets[line + 1] <= entry)
                    line++;
                var end = (int)Math.Min(strip.Length, i + offsets[line + 1] - entry);
                _placer.All(strip[i..end], entry, (firstPosition + line) * lineLength, target[i..end]);
                i = end;
            }
        }
    }

    /// <summary>Finds the entries of a part within a selection: their positions in the block, and their numbers in the run.</summary>
    private int SelectIndices(
        ReadOnlySpan<long> offsets, (int Start, int Count) part, int firstPosition, MinorMap map, Span<int> positions,
        Span<int> sources, BlockContext context)
    {
        using var strips = new EntryStrips<TIndex>(indices, offsets[0] + part.Start, part.Count, Keeps(context), context);
        var (line, taken) = (LineOf(offsets, offsets[0] + part.Start), 0);
        while (strips.Next(out var strip))
        {
            for (var i = 0; i < strip.Length;)
            {
                var within = part.Start + strips.Start + i;
                var entry = offsets[0] + within;
                while (offsets[line + 1] <= entry)
                    line++;
                var end = (int)Math.Min(strip.Length, i + offsets[line + 1] - entry);
                var lineStart = (firstPosition + line) * map.Count;
                taken += _placer.Select(strip[i..end], entry, within, map, lineStart, positions[taken..], sources[taken..]);
                i = end;
            }
        }
        return taken;
    }

    /// <summary>Finds the line of an entry: the last line that starts at or before it. Empty lines after it are ignored.</summary>
    private static int LineOf(ReadOnlySpan<long> offsets, long entry)
    {
        var found = offsets.BinarySearch(entry);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>Reads the values of some entries of a run. Reads entries that are close to each other together.</summary>
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

using System.Numerics;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Reads entries of a compressed matrix into blocks.</summary>
internal abstract class EntryReader<T> where T : unmanaged
{
    public abstract bool IsInMemory { get; }

    /// <summary>Says which entries need not be looked at; null if there is no such index.</summary>
    public MinorIndex? Index { get; init; }

    /// <summary>Chooses 32-bit indices where the axis allows, else 64-bit ones.</summary>
    public static EntryReader<T> Of(
        DelayedArray indices, DelayedArray<T> values, long minorLength, SparseSource source, MinorIndex? index = null) =>
        minorLength <= int.MaxValue
            ? new EntryReader<T, int>(indices.Cast<int>().Node, values.Node, minorLength, source) { Index = index }
            : new EntryReader<T, long>(indices.Cast<long>().Node, values.Node, minorLength, source) { Index = index };

    /// <summary>Makes an index of the entries.</summary>
    public abstract void BuildIndex(string path, MatrixIdentity identity, ExecutionOptions options);

    /// <summary>Reads consecutive lines.</summary>
    /// <param name="offsets">Where each line starts, and where the last ends.</param>
    /// <param name="firstPosition">Position of the first line in the block.</param>
    /// <param name="map">Where the elements of a line lie in the block.</param>
    /// <param name="block">Receives entries, in the order of storage.</param>
    /// <param name="start">Where in <paramref name="block"/>.</param>
    /// <param name="context">Buffers and cancellation.</param>
    /// <returns>How many entries were taken.</returns>
    public abstract int Read(
        ReadOnlySpan<long> offsets, int firstPosition, MinorMap map, SparseBlock<T> block, int start, BlockContext context);

    /// <summary>Counts the entries of consecutive lines that a selection takes.</summary>
    public abstract long Count(ReadOnlySpan<long> offsets, MinorMap map, BlockContext context);

    /// <summary>Tells what reading consecutive lines costs.</summary>
    public abstract void Plan(ReadOnlySpan<long> offsets, ReadPlan plan);
}

/// <inheritdoc/>
internal sealed class EntryReader<T, TIndex>(Node<TIndex> indices, Node<T> values, long minorLength, SparseSource source)
    : EntryReader<T> where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    // Values are read in one go where entries that are taken are no further apart.
    private const int Gap = 16 * 1024;

    // A matrix that fits into the chunk cache stays there: most are walked over several times.
    private readonly long _decodedBytes = values.Shape[0] * (indices.ElementType.Size() + values.ElementType.Size());

    private readonly HashSet<Node> _shared = [.. TreeWalk.Shared(indices), .. TreeWalk.Shared(values)];

    public override bool IsInMemory { get; } = new Node[] { indices, values }
        .SelectMany(node => TreeWalk.InputsFirst(node)).OfType<ILeaf>().All(leaf => leaf.Seed.IsInMemory);

    public override int Read(
        ReadOnlySpan<long> offsets, int firstPosition, MinorMap map, SparseBlock<T> block, int start, BlockContext context)
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
        var taken = SelectIndices(offsets, firstPosition, map, block.Positions[start..], sources.As<int>(), context);
        ReadSelected(offsets[0], sources.As<int>()[..taken], block.Values.Slice(start, taken), context);
        return taken;
    }

    public override long Count(ReadOnlySpan<long> offsets, MinorMap map, BlockContext context)
    {
        var total = 0L;
        var (first, last) = (offsets[0], offsets[^1]);
        if (first == last)
            return 0;
        foreach (var (start, count) in Candidates(offsets, map))
        {
            using var strips = new Strips<TIndex>(indices, first + start, count, Keeps(context), context);
            while (strips.Next(out var strip))
            {
                for (var i = 0; i < strip.Length; i++)
                    total += map.Find(Checked(strip[i], first + start + strips.Start + i), out _, out _);
            }
        }
        return total;
    }

    public override void BuildIndex(string path, MatrixIdentity identity, ExecutionOptions options) =>
        MinorIndexBuilder.Build(path, identity, indices, options);

    public override void Plan(ReadOnlySpan<long> offsets, ReadPlan plan)
    {
        if (offsets[0] == offsets[^1])
            return;
        var request = RequestOf(offsets[0], (int)(offsets[^1] - offsets[0]));
        plan.KeepsChunks = _decodedBytes <= plan.CacheAllowance;
        ExecutionPlan.AddTree(indices, request, plan, _shared);
        ExecutionPlan.AddTree(values, request, plan, _shared);
        plan.KeepsChunks = false;
    }

    private void ReadAllIndices(
        ReadOnlySpan<long> offsets, int firstPosition, int lineLength, Span<int> positions, BlockContext context)
    {
        using var strips = new Strips<TIndex>(indices, offsets[0], positions.Length, Keeps(context), context);
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
                Place(strip[i..end], target[i..end], (firstPosition + line) * lineLength, entry);
                i = end;
            }
        }
    }

    /// <summary>Turns the indices of one line into positions.</summary>
    private void Place(ReadOnlySpan<TIndex> line, Span<int> positions, int lineStart, long entry)
    {
        var limit = (ulong)minorLength;
        var i = 0;
        if (typeof(TIndex) == typeof(int))
            i = PlaceNarrow(MemoryMarshal.Cast<TIndex, int>(line), positions, lineStart);
        for (; i < line.Length && i < positions.Length; i++)
        {
            var index = long.CreateTruncating(line[i]);
            if ((ulong)index >= limit)
                throw OutOfRange(index, entry + i);
            positions[i] = lineStart + (int)index;
        }
    }

    /// <summary>Places whole vectors of indices; stops at one that is out of range.</summary>
    /// <returns>How many indices were placed.</returns>
    private int PlaceNarrow(ReadOnlySpan<int> line, Span<int> positions, int lineStart)
    {
        var limit = new Vector<uint>((uint)minorLength);
        var start = new Vector<int>(lineStart);
        var i = 0;
        for (; i + Vector<int>.Count <= line.Length; i += Vector<int>.Count)
        {
            var found = new Vector<int>(line[i..]);
            if (!Vector.LessThanAll(Vector.AsVectorUInt32(found), limit))
                break;
            (found + start).CopyTo(positions[i..]);
        }
        return i;
    }

    /// <summary>Finds the entries that a selection takes: their positions, and where in the run they are.</summary>
    private int SelectIndices(
        ReadOnlySpan<long> offsets, int firstPosition, MinorMap map, Span<int> positions, Span<int> sources, BlockContext context)
    {
        var taken = 0;
        foreach (var (start, count) in Candidates(offsets, map))
            taken += SelectIndices(offsets, start, count, firstPosition, map, positions[taken..], sources[taken..], context);
        return taken;
    }

    /// <summary>The parts of the lines' entries that may be taken.</summary>
    private List<(int Start, int Count)> Candidates(ReadOnlySpan<long> offsets, MinorMap map)
    {
        var count = (int)(offsets[^1] - offsets[0]);
        return Index is null ? [(0, count)] : Index.Find(offsets[0], count, map.Bits(Index));
    }

    private int SelectIndices(
        ReadOnlySpan<long> offsets, int start, int count, int firstPosition, MinorMap map, Span<int> positions, Span<int> sources,
        BlockContext context)
    {
        using var strips = new Strips<TIndex>(indices, offsets[0] + start, count, Keeps(context), context);
        var (line, taken) = (0, 0);
        while (strips.Next(out var strip))
        {
            for (var i = 0; i < strip.Length;)
            {
                var within = start + strips.Start + i;
                while (offsets[line + 1] - offsets[0] <= within)
                    line++;
                var end = (int)Math.Min(strip.Length, i + offsets[line + 1] - offsets[0] - within);
                var lineStart = (firstPosition + line) * map.Count;
                taken += map.IsContiguous
                    ? SelectRange(strip[i..end], within, offsets[0], map, lineStart, positions[taken..], sources[taken..])
                    : SelectAny(strip[i..end], within, offsets[0], map, lineStart, positions[taken..], sources[taken..]);
                i = end;
            }
        }
        return taken;
    }

    private int SelectRange(
        ReadOnlySpan<TIndex> line, int within, long first, MinorMap map, int lineStart, Span<int> positions, Span<int> sources)
    {
        var (taken, start, count) = (0, map.Start, (ulong)map.Count);
        for (var i = 0; i < line.Length; i++)
        {
            var index = Checked(line[i], first + within + i);
            if ((ulong)(index - start) >= count)
                continue;
            positions[taken] = lineStart + (int)(index - start);
            sources[taken++] = within + i;
        }
        return taken;
    }

    private int SelectAny(
        ReadOnlySpan<TIndex> line, int within, long first, MinorMap map, int lineStart, Span<int> positions, Span<int> sources)
    {
        var taken = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var found = map.Find(Checked(line[i], first + within + i), out var single, out var several);
            if (found == 1)
            {
                positions[taken] = lineStart + single;
                sources[taken++] = within + i;
                continue;
            }
            foreach (var position in several)
            {
                positions[taken] = lineStart + position;
                sources[taken++] = within + i;
            }
        }
        return taken;
    }

    /// <summary>Reads the values of some entries of a run, those close to each other together.</summary>
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
        using var strips = new Strips<T>(node, first, target.Length, Keeps(context), context);
        while (strips.Next(out var strip))
            strip.CopyTo(target[strips.Start..]);
    }

    private long Checked(TIndex stored, long entry)
    {
        var index = long.CreateTruncating(stored);
        return (ulong)index < (ulong)minorLength ? index : throw OutOfRange(index, entry);
    }

    private ArrayFormatException OutOfRange(long index, long entry) => source.Error(
        $"the index of entry {entry} is {index}{(index == int.MaxValue ? " or more" : "")}, where 0 to {minorLength - 1} are expected");

    private static BlockRequest RequestOf(long first, int count) => new([AxisSelection.Range(first, count)], [0]);

    /// <summary>Walks through a stretch of a one-dimensional node.</summary>
    private ref struct Strips<TElement> : IDisposable where TElement : unmanaged
    {
        private readonly BlockCursor<TElement> _cursor;
        private readonly BlockContext _context;
        private readonly int _count;
        private readonly int _stripLength;
        private StripLease<TElement> _scratch;
        private int _next;

        public Strips(Node<TElement> node, long first, int count, bool keepsChunks, BlockContext context)
        {
            _context = context;
            _count = count;
            // A leaf has its elements in memory already; a cast works strip by strip, from elements of 8 bytes perhaps.
            _stripLength = context.Strips.StripBytes / sizeof(double);
            context.KeepsChunks = keepsChunks;
            _cursor = context.Open(node, RequestOf(first, count));
            context.KeepsChunks = false;
            _scratch = context.Strips.Rent<TElement>(_stripLength);
        }

        /// <summary>Where in the stretch the last strip starts.</summary>
        public int Start { get; private set; }

        public bool Next(out ReadOnlySpan<TElement> strip)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            strip = default;
            if (_next == _count)
                return false;
            Start = _next;
            var length = Math.Min(_stripLength, _count - _next);
            strip = _cursor.Fetch(_next, _scratch.Span[..length]);
            _next += length;
            return true;
        }

        public readonly void Dispose()
        {
            _scratch.Dispose();
            _cursor.Dispose();
        }
    }
}

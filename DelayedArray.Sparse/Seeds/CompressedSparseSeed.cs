namespace DelayedArrays;

/// <summary>
/// A compressed sparse matrix (CSR, CSC) whose three arrays live elsewhere, whatever the format: offsets of the lines, which are
/// held, and indices and values of the entries, which are read as one-dimensional delayed arrays where a block needs them.
/// Lines need not be sorted; entries at the same place are summed, as SciPy does.
/// </summary>
public sealed class CompressedSparseSeed<T> : ISparseSeed<T> where T : unmanaged
{
    private readonly long[] _offsets;
    private readonly int _minorAxis;
    private readonly EntryReader<T> _reader;

    /// <summary>Creates the seed.</summary>
    /// <param name="shape">Rows and columns.</param>
    /// <param name="compressedAxis">0 if entries are stored row by row (CSR), 1 if column by column (CSC).</param>
    /// <param name="offsets">Where the entries of each line start, and where the last ones end (<c>indptr</c>). Not copied.</param>
    /// <param name="indices">For each entry its index along the other axis: integers, one axis.</param>
    /// <param name="values">The entries.</param>
    /// <param name="source">What the matrix is and where, for messages and trees.</param>
    /// <exception cref="ArrayFormatException">The parts contradict each other.</exception>
    public CompressedSparseSeed(
        Shape shape, int compressedAxis, long[] offsets, DelayedArray indices, DelayedArray<T> values, SparseSource source)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(source);
        CompressedParts.Check(shape, compressedAxis, offsets, indices, values, source);
        Shape = shape;
        CompressedAxis = compressedAxis;
        _minorAxis = 1 - compressedAxis;
        _offsets = offsets;
        Source = source;
        _reader = EntryReader<T>.Of(indices, values, shape[_minorAxis], source);
        PanelEdges = DelayedArrays.PanelEdges.Of(offsets, shape[_minorAxis]);
    }

    /// <inheritdoc/>
    public Shape Shape { get; }

    /// <inheritdoc/>
    public int CompressedAxis { get; }

    /// <summary>Where the matrix is.</summary>
    public SparseSource Source { get; }

    /// <summary>Where the entries of each line start, and where the last ones end.</summary>
    public ReadOnlyMemory<long> Offsets => _offsets;

    /// <inheritdoc/>
    public long StoredEntries => _offsets[^1];

    /// <inheritdoc/>
    public ReadOnlyMemory<long> PanelEdges { get; }

    /// <inheritdoc/>
    public Shape? ChunkShape => null;

    /// <inheritdoc/>
    public bool IsSparse => true;

    /// <inheritdoc/>
    public bool IsInMemory => _reader.IsInMemory;

    /// <inheritdoc/>
    public string Description => $"{Source.Description} {(CompressedAxis == 0 ? "CSR" : "CSC")}, {StoredEntries} entries";

    /// <inheritdoc/>
    public string? Path => Source.File;

    /// <inheritdoc/>
    public BlockCursor<T> Open(BlockRequest request, BlockContext context) =>
        new ScatterCursor<T>(ReadSparse(request, context), isOwner: true);

    /// <inheritdoc/>
    public SparseBlock<T> ReadSparse(BlockRequest request, BlockContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var map = new MinorMap(request.Axes[_minorAxis], Shape[_minorAxis]);
        var runs = LineRun.Split(request.Axes[CompressedAxis]);
        var block = new SparseBlock<T>(Capacity(runs, map), context);
        try
        {
            var count = 0;
            foreach (var run in runs)
                count += _reader.Read(EntriesOf(run), run.Position, map, block, count, context);
            block.Truncate(count);
            BlockOrder.Restore(block, map.Count);
            if (request.Order[0] == CompressedAxis)
                return block;
            var across = BlockOrder.Transpose(block, (int)request.Axes[CompressedAxis].Count, map.Count, context);
            block.Dispose();
            return across;
        }
        catch
        {
            block.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public long CountEntries(BlockRequest request, BlockContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var map = new MinorMap(request.Axes[_minorAxis], Shape[_minorAxis]);
        var runs = LineRun.Split(request.Axes[CompressedAxis]);
        return map.IsAll
            ? runs.Sum(run => _offsets[run.Line + run.Count] - _offsets[run.Line])
            : runs.Sum(run => _reader.Count(EntriesOf(run), map, context));
    }

    /// <inheritdoc/>
    public unsafe void Plan(BlockRequest request, ReadPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var map = new MinorMap(request.Axes[_minorAxis], Shape[_minorAxis]);
        var runs = LineRun.Split(request.Axes[CompressedAxis]);
        var bytes = (long)Capacity(runs, map) * (sizeof(int) + sizeof(T));
        plan.AddBuffer(request.Order[0] == CompressedAxis ? bytes : 2 * bytes);
        foreach (var run in runs)
            _reader.Plan(EntriesOf(run), plan);
    }

    private ReadOnlySpan<long> EntriesOf(LineRun run) => _offsets.AsSpan((int)run.Line, run.Count + 1);

    private int Capacity(List<LineRun> runs, MinorMap map)
    {
        var entries = runs.Sum(run => _offsets[run.Line + run.Count] - _offsets[run.Line]);
        var most = (double)entries * map.MostRepeats;
        return most <= Array.MaxLength / 8 ? (int)most : throw new MemoryBudgetException(
            $"{Source.Description}: one block has {most:0} entries, too many to hold");
    }
}

namespace DelayedArrays;

/// <summary>
/// A compressed sparse matrix (CSR, CSC) whose three arrays are stored in any format. The seed holds the offsets of the lines. It reads
/// indices and values of the entries as one-dimensional delayed arrays when a block needs them. Lines need not be sorted. Entries at the
/// same position are summed, as in SciPy.
/// </summary>
public class CompressedSparseSeed<T> : ISparseSeed<T>, ISparseIndexing, IStoredEntries where T : unmanaged
{
    private readonly CompressedParts _parts;
    private readonly long[] _offsets;
    private readonly int _minorAxis;
    private readonly EntryReader<T> _reader;
    private volatile MinorMap? _map;

    /// <summary>Creates the seed.</summary>
    /// <param name="shape">Rows and columns.</param>
    /// <param name="compressedAxis">0 if entries are stored row by row (CSR), 1 if column by column (CSC).</param>
    /// <param name="offsets">The start of each line's entries, and the end of the last line's (<c>indptr</c>). Not copied.</param>
    /// <param name="indices">The index of each entry along the other axis: integers, with one axis.</param>
    /// <param name="values">The value of each entry.</param>
    /// <param name="location">Format and location of the matrix, for messages, trees and indexes.</param>
    /// <exception cref="ArrayFormatException">The parts contradict each other.</exception>
    public CompressedSparseSeed(
        Shape shape, int compressedAxis, long[] offsets, DelayedArray indices, DelayedArray<T> values, SparseLocation location)
        : this(new CompressedParts(shape, compressedAxis, offsets, indices, values, location))
    {
    }

    /// <summary>Creates the seed over the parts of a matrix. It uses the index of the matrix if an up-to-date one exists.</summary>
    /// <param name="parts">The parts. The values have type <typeparamref name="T"/>.</param>
    /// <exception cref="ArrayFormatException">The parts contradict each other.</exception>
    public CompressedSparseSeed(CompressedParts parts) : this(parts, DelayedArrays.PanelEdges.TargetEntries)
    {
    }

    /// <summary>Creates a seed with panels of another size, for tests.</summary>
    internal CompressedSparseSeed(CompressedParts parts, int panelEntries)
    {
        ArgumentNullException.ThrowIfNull(parts);
        parts.Check();
        (Shape, CompressedAxis, _minorAxis) = (parts.Shape, parts.CompressedAxis, 1 - parts.CompressedAxis);
        (_parts, _offsets, Location) = (parts, parts.Offsets, parts.Location);
        _reader = EntryReader<T>.Of(parts, FindIndex());
        PanelEdges = DelayedArrays.PanelEdges.Of(_offsets, parts.MinorLength, panelEntries);
    }

    /// <inheritdoc/>
    public Shape Shape { get; }

    /// <inheritdoc/>
    public int CompressedAxis { get; }

    /// <summary>Location of the matrix.</summary>
    public SparseLocation Location { get; }

    /// <summary>The start of each line's entries, and the end of the last line's.</summary>
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
    public string Description => $"{Location.Description} {(CompressedAxis == 0 ? "CSR" : "CSC")}, {StoredEntries} entries";

    /// <inheritdoc/>
    public string? Path => Location.File;

    /// <summary>Whether an index tells which entries can be skipped.</summary>
    public bool HasIndex => _reader.Index is not null;

    /// <summary>Builds an index that lets selections along the other axis skip entries; see <see cref="MinorIndex"/>.</summary>
    /// <param name="indexLocation">Where to keep the index. An existing one is replaced.</param>
    /// <param name="options">Threads, memory, progress, cancellation.</param>
    /// <returns>Path of the index.</returns>
    /// <exception cref="InvalidOperationException">
    /// The matrix cannot have an index; see <see cref="SparseLocation.CanBeIndexed"/>.
    /// </exception>
    /// <exception cref="IOException">The index cannot be written. An existing index stays.</exception>
    public string BuildIndex(MinorIndexLocation indexLocation = MinorIndexLocation.Beside, ExecutionOptions? options = null)
    {
        var identity = Identity();
        var path = indexLocation.PathOf(identity.File, identity.Group);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _reader.BuildIndex(path, identity, options ?? ExecutionOptions.Default);
        return path;
    }

    /// <summary>Opens the up-to-date index of the matrix, beside it or in the cache folder.</summary>
    private MinorIndex? FindIndex()
    {
        if (!Location.CanBeIndexed || Location.File is null || StoredEntries == 0 || Shape[_minorAxis] == 0)
            return null;
        foreach (var indexLocation in Enum.GetValues<MinorIndexLocation>())
        {
            var path = indexLocation.PathOf(Location.File, Location.Group ?? "");
            if (File.Exists(path) && TryOpenIndex(path) is { } index)
                return index;
        }
        return null;
    }

    private MinorIndex? TryOpenIndex(string path)
    {
        try
        {
            return MinorIndex.TryOpen(path, Identity());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // If the file cannot be accessed, it is unknown whether the matrix has changed.
            return null;
        }
    }

    private MatrixIdentity Identity() => Location is { CanBeIndexed: true, File: { } file }
        ? MatrixIdentity.Of(file, Location.Group ?? "", _offsets, Shape[_minorAxis], Location.State)
        : throw new InvalidOperationException($"{Location.Description}: only a matrix in a local file, or in a local folder of its own, can have an index");

    CompressedParts IStoredEntries.Parts => _parts;

    /// <inheritdoc/>
    public BlockCursor<T> Open(BlockRequest request, BlockContext context) =>
        new ScatterCursor<T>(ReadSparse(request, context), isOwner: true);

    /// <inheritdoc/>
    public SparseBlock<T> ReadSparse(BlockRequest request, BlockContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var map = MapOf(request.Axes[_minorAxis]);
        var runs = LineRun.Split(request.Axes[CompressedAxis]);
        var block = new SparseBlock<T>(Capacity(runs, map), context);
        try
        {
            var count = 0;
            using var index = OpenIndex(map);
            foreach (var run in runs)
                count += _reader.Read(LinesOf(run), map, block, count, index, context);
            block.Truncate(count);
            Restore(block, map.Count);
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
        var map = MapOf(request.Axes[_minorAxis]);
        var runs = LineRun.Split(request.Axes[CompressedAxis]);
        if (map.IsAll)
            return runs.Sum(run => _offsets[run.Line + run.Count] - _offsets[run.Line]);
        using var index = OpenIndex(map);
        return runs.Sum(run => _reader.Count(LinesOf(run), map, index, context));
    }

    private void Restore(SparseBlock<T> block, int lineLength)
    {
        try
        {
            BlockOrder.Restore(block, lineLength);
        }
        catch (OverflowException e)
        {
            throw new OverflowException(
                $"{Location.Description}: entries of the same element add up to more than {ElementTypes.Of<T>().Name()} holds", e);
        }
    }

    private MinorIndexReader? OpenIndex(MinorMap map) => map.IsAll ? null : _reader.Index?.OpenReader();

    /// <inheritdoc/>
    public unsafe void Plan(BlockRequest request, ReadPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var map = MapOf(request.Axes[_minorAxis]);
        var runs = LineRun.Split(request.Axes[CompressedAxis]);
        long capacity = Capacity(runs, map);
        plan.AddEntries(capacity);
        plan.AddBuffer(capacity * (sizeof(int) + sizeof(T)));
        // A transposed block needs a second copy, and a count for each element of a line.
        if (request.Order[0] != CompressedAxis)
            plan.AddBuffer((capacity * (sizeof(int) + sizeof(T))) + ((map.Count + 1L) * sizeof(int)));
        if (!map.IsAll && runs.Count > 0)
        {
            // The positions of the entries taken from a run, and the values around them.
            var longest = runs.Max(run => (long)LinesOf(run).Count);
            plan.AddBuffer(longest * ((map.MaxRepeats * sizeof(int)) + sizeof(T)));
        }
        foreach (var run in runs)
            _reader.Plan(LinesOf(run), plan);
    }

    private MinorMap MapOf(AxisSelection selection)
    {
        // Blocks mostly select the same elements of their lines, and inverting a list takes time.
        if (_map is { } last && last.Selection == selection)
            return last;
        return _map = new MinorMap(selection, Shape[_minorAxis]);
    }

    private StoredLines LinesOf(LineRun run) => new(_offsets.AsSpan((int)run.Line, run.Count + 1), run.Position);

    private int Capacity(List<LineRun> runs, MinorMap map)
    {
        var entries = runs.Sum(run => _offsets[run.Line + run.Count] - _offsets[run.Line]);
        var max = (double)entries * map.MaxRepeats;
        return max <= Array.MaxLength / 8 ? (int)max : throw new MemoryBudgetException(
            $"{Location.Description}: one block has {max:0} entries, too many to hold");
    }
}

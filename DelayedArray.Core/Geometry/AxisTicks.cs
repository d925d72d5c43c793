using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// The best positions to cut blocks along one axis: the edges of the chunks underneath. It consists of pieces, each with evenly spaced
/// edges.
/// </summary>
internal sealed partial class AxisTicks
{
    // A list that crosses more edges than this is treated as having none, because cutting at each of them would make tiny blocks anyway.
    private const int MaxPieces = 100_000;

    private readonly ImmutableArray<Piece> _pieces;
    private readonly long _averagePanel;

    private AxisTicks(long length, ImmutableArray<Piece> pieces)
    {
        Length = length;
        _pieces = pieces;
        var (panels, lines) = (0L, 0L);
        foreach (var piece in pieces)
        {
            if (piece.IsPanel)
                (panels, lines) = (panels + 1, lines + piece.Length);
        }
        _averagePanel = panels == 0 ? 0 : lines / panels;
    }

    /// <summary>Length of the axis.</summary>
    public long Length { get; }

    /// <summary>Whether there are no edges at all.</summary>
    public bool IsFree => _pieces.Length <= 1 && _pieces.All(piece => piece.Period == 0);

    /// <summary>The largest distance between two edges; 1 if there are none.</summary>
    public long LargestPeriod => _pieces.IsEmpty ? 1 : Math.Clamp(_pieces.Max(piece => piece.Extent), 1, Math.Max(Length, 1));

    /// <summary>Makes ticks without edges, for storage that can be cut anywhere.</summary>
    public static AxisTicks Free(long length) => new(length, [new Piece(0, length, 0, 0)]);

    /// <summary>Makes edges at multiples of <paramref name="period"/>.</summary>
    public static AxisTicks Regular(long length, long period) => new(length, [new Piece(0, length, period, period)]);

    /// <summary>Takes the edges of chunks.</summary>
    public static AxisTicks Of(ChunkAxis chunks)
    {
        if (chunks.IsRegular)
            return Regular(chunks.Length, Math.Min(chunks.Longest, Math.Max(chunks.Length, 1)));
        var parts = new List<AxisTicks>();
        var start = 0L;
        foreach (var run in chunks.RunsFrom(0))
        {
            var length = Math.Min(run.Length * run.Count, chunks.Length - start);
            parts.Add(Regular(length, run.Length));
            start += length;
        }
        return Concatenate(parts);
    }

    /// <summary>Makes panels that hold about the same amount of data but differ in length. Blocks are cut at every edge.</summary>
    /// <param name="length">Length of the axis.</param>
    /// <param name="edges">The edges, ascending, from 0 to <paramref name="length"/>.</param>
    public static AxisTicks Panels(long length, ReadOnlySpan<long> edges)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>(Math.Max(edges.Length - 1, 0));
        for (var i = 1; i < edges.Length; i++)
            pieces.Add(Piece.Panel(edges[i - 1], edges[i] - edges[i - 1]));
        return pieces.Count == 0 ? Free(length) : new AxisTicks(length, pieces.MoveToImmutable());
    }

    /// <summary>Joins axes end to end.</summary>
    public static AxisTicks Concatenate(IReadOnlyCollection<AxisTicks> parts)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        var start = 0L;
        foreach (var part in parts)
        {
            foreach (var piece in part._pieces)
                pieces.Add(piece with { Start = piece.Start + start });
            start += part.Length;
        }
        return pieces.Count > MaxPieces ? Free(start) : new AxisTicks(start, pieces.ToImmutable());
    }

    /// <summary>Maps the edges to a selection of the axis.</summary>
    public AxisTicks Select(AxisSelection selection)
    {
        if (selection.IsAll(Length))
            return this;
        if (selection.Count == 0 || IsFree)
            return Free(selection.Count);
        if (_averagePanel > 0)
            return new PanelSelection(this, selection).Select();
        if (!selection.IsRange)
            return SelectList(selection);
        return selection.Step > 0 ? SelectForward(selection) : Free(selection.Count);
    }

    /// <summary>
    /// Drops the edges if there are too many for a node this deep in a tree. Each selection and concatenation computes edges again, so deep
    /// trees keep fewer of them. Otherwise their number would grow with the square of the depth.
    /// </summary>
    public AxisTicks ForDepth(int depth)
    {
        const int Step = 8;
        return _pieces.Length > MaxPieces / (1 + (depth / Step)) ? Free(Length) : this;
    }

    /// <summary>
    /// Finds the last edge at most <paramref name="reach"/> after <paramref name="from"/>, or the next edge if there is none.
    /// </summary>
    public long NextCut(long from, long reach)
    {
        var cut = from;
        for (var i = FindPiece(from); i < _pieces.Length; i++)
        {
            var piece = _pieces[i];
            if (piece.IsPanel)
                return cut > from ? cut : piece.End;
            // A very long panel is no reason to make equally long blocks of the dense data next to it.
            if (_averagePanel > 0)
                reach = Math.Min(reach, Math.Max(piece.Extent, _averagePanel));
            var inside = piece.LastEdge(from + reach);
            if (inside > cut)
                cut = inside;
            if (from + reach < piece.End)
                return cut > from ? cut : piece.FirstEdgeAfter(from, reach);
            cut = piece.End;
        }
        return Length;
    }

    /// <summary>
    /// Gets the cuts from <paramref name="from"/> on that <see cref="NextCut"/> and the reach give, as long as they are evenly spaced. Empty
    /// if they are not.
    /// </summary>
    public CutRun EvenCuts(long from, long reach)
    {
        var piece = _pieces[FindPiece(from)];
        if (piece.IsPanel)
            return default;
        var joined = _averagePanel > 0 ? Math.Min(reach, Math.Max(piece.Extent, _averagePanel)) : reach;
        // Further on, a block may extend into the next piece.
        var room = piece.End - joined - from;
        if (room <= 0)
            return default;
        if (piece.Period == 0)
            return new CutRun(from, CeilingDivide(room, joined), joined);
        if (joined < piece.Period && reach >= piece.Period)
            return default;
        return piece.IsEdge(from) ? EdgeCuts(piece, from, joined, room) : CutsWithin(piece, from, reach, room);
    }

    private static CutRun EdgeCuts(Piece piece, long from, long reach, long room)
    {
        if (reach >= piece.Period)
        {
            var step = reach / piece.Period * piece.Period;
            return new CutRun(from, CeilingDivide(room, step), step);
        }
        var (periods, each) = (room / piece.Period, CeilingDivide(piece.Period, reach));
        return periods > 0
            ? new CutRun(from, periods * each, piece.Period, reach, each)
            : CutsWithin(piece, from, reach, room);
    }

    /// <summary>Gets the cuts before the next edge when blocks must be shorter than chunks.</summary>
    private static CutRun CutsWithin(Piece piece, long from, long reach, long room)
    {
        var count = Math.Min((piece.FirstEdgeAfter(from, 0) - from) / reach, CeilingDivide(room, reach));
        return reach < piece.Period ? new CutRun(from, count, reach) : default;
    }

    private int FindPiece(long index)
    {
        int low = 0, high = _pieces.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_pieces[middle].Start <= index)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    private AxisTicks SelectForward(AxisSelection selection)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        foreach (var piece in _pieces)
        {
            if (piece.Forward(selection) is { } taken)
                pieces.Add(taken);
        }
        return new AxisTicks(selection.Count, pieces.ToImmutable());
    }

    private AxisTicks SelectList(AxisSelection selection)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        var start = 0;
        for (var i = 1; i <= selection.Count; i++)
        {
            if (i < selection.Count && SameChunk(selection[i - 1], selection[i]))
                continue;
            var period = _pieces[FindPiece(selection[start])].Period == 0 ? 0 : i - start;
            pieces.Add(new Piece(start, i - start, period, period));
            start = i;
            if (pieces.Count > MaxPieces)
                return Free(selection.Count);
        }
        return new AxisTicks(selection.Count, pieces.ToImmutable());
    }

    private bool SameChunk(long left, long right)
    {
        var piece = _pieces[FindPiece(left)];
        return right >= piece.Start && right < piece.End
            && (piece.Period == 0 || piece.ChunkOf(left) == piece.ChunkOf(right));
    }

    private static long CeilingDivide(long value, long divisor) => value <= 0 ? 0 : ((value - 1) / divisor) + 1;
}

using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// Where blocks along one axis would best be cut: the edges of the chunks underneath. Made of pieces, each with evenly spaced
/// edges.
/// </summary>
internal sealed class AxisTicks
{
    // A list that crosses more edges than this is taken to have none: cutting at each would make tiny blocks anyway.
    private const int MostPieces = 100_000;

    // The part of a panel that is worth a block of its own.
    private const double LeastPanel = 1.0 / 16;

    private readonly ImmutableArray<Piece> _pieces;

    private AxisTicks(long length, ImmutableArray<Piece> pieces)
    {
        Length = length;
        _pieces = pieces;
    }

    /// <summary>Length of the axis.</summary>
    public long Length { get; }

    /// <summary>Whether there are no edges at all.</summary>
    public bool IsFree => _pieces.Length <= 1 && _pieces.All(piece => piece.Period == 0);

    /// <summary>Largest distance of two edges, 1 where there are none.</summary>
    public long LargestPeriod => _pieces.IsEmpty ? 1 : Math.Clamp(_pieces.Max(piece => piece.Extent), 1, Math.Max(Length, 1));

    /// <summary>No edges: storage does not mind where blocks are cut.</summary>
    public static AxisTicks Free(long length) => new(length, [new Piece(0, length, 0, 0)]);

    /// <summary>Edges at multiples of <paramref name="period"/>.</summary>
    public static AxisTicks Regular(long length, long period) => new(length, [new Piece(0, length, period, period)]);

    /// <summary>Panels of about the same amount of data but not the same length: there is a cut at every edge.</summary>
    /// <param name="length">Length of the axis.</param>
    /// <param name="edges">The edges, ascending, from 0 to <paramref name="length"/>.</param>
    public static AxisTicks Panels(long length, ReadOnlySpan<long> edges)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>(Math.Max(edges.Length - 1, 0));
        for (var i = 1; i < edges.Length; i++)
            pieces.Add(Piece.Panel(edges[i - 1], edges[i] - edges[i - 1]));
        return pieces.Count == 0 ? Free(length) : new AxisTicks(length, pieces.MoveToImmutable());
    }

    /// <summary>One axis after the other.</summary>
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
        return pieces.Count > MostPieces ? Free(start) : new AxisTicks(start, pieces.ToImmutable());
    }

    /// <summary>The edges as they lie in a selection of the axis.</summary>
    public AxisTicks Select(AxisSelection selection)
    {
        if (selection.IsAll(Length))
            return this;
        if (selection.Count == 0 || IsFree)
            return Free(selection.Count);
        if (_pieces[0].IsPanel)
            return SelectPanels(selection);
        if (!selection.IsRange)
            return SelectList(selection);
        return selection.Step > 0 ? SelectForward(selection) : Free(selection.Count);
    }

    /// <summary>The largest edge at most <paramref name="reach"/> after <paramref name="from"/>, or else the next edge.</summary>
    public long NextCut(long from, long reach)
    {
        var cut = from;
        for (var i = FindPiece(from); i < _pieces.Length; i++)
        {
            var piece = _pieces[i];
            if (piece.IsPanel)
                return cut > from ? cut : piece.End;
            var inside = piece.LastEdge(from + reach);
            if (inside > cut)
                cut = inside;
            if (from + reach < piece.End)
                return cut > from ? cut : piece.FirstEdgeAfter(from, reach);
            cut = piece.End;
        }
        return Length;
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

    /// <summary>Panels of what is taken, each of as many lines as make up a good part of a whole panel.</summary>
    private AxisTicks SelectPanels(AxisSelection selection)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        var (start, weight) = (0L, 0.0);
        var panel = _pieces[FindPiece(selection[0])];
        for (var i = 0L; i < selection.Count; i++)
        {
            var index = selection[i];
            if (index < panel.Start || index >= panel.End)
            {
                if (weight >= LeastPanel)
                    End(i);
                panel = _pieces[FindPiece(index)];
            }
            weight += 1.0 / panel.Length;
            if (weight > 1 + LeastPanel)
                End(i + 1);
        }
        if (start < selection.Count)
            End(selection.Count);
        return pieces.Count > MostPieces ? Free(selection.Count) : new AxisTicks(selection.Count, pieces.ToImmutable());

        void End(long end)
        {
            pieces.Add(Piece.Panel(start, end - start));
            (start, weight) = (end, 0);
        }
    }

    private AxisTicks SelectForward(AxisSelection selection)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        foreach (var piece in _pieces)
        {
            var first = CeilingDivide(Math.Max(piece.Start - selection.Start, 0), selection.Step);
            var end = Math.Min(CeilingDivide(piece.End - selection.Start, selection.Step), selection.Count);
            if (first >= end)
                continue;
            if (piece.Period == 0 || piece.Period % selection.Step != 0)
            {
                pieces.Add(new Piece(first, end - first, 0, 0));
                continue;
            }
            var period = piece.Period / selection.Step;
            var edge = piece.FirstEdgeAfter(selection.Start + (first * selection.Step), 0);
            pieces.Add(new Piece(first, end - first, CeilingDivide(edge - selection.Start, selection.Step) - first, period));
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
            if (pieces.Count > MostPieces)
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

    /// <summary>A stretch of the axis with edges at <c>Start + First + k * Period</c>; no edges inside where the period is 0.</summary>
    private readonly record struct Piece(long Start, long Length, long First, long Period, bool IsPanel = false)
    {
        public static Piece Panel(long start, long length) => new(start, length, length, length, IsPanel: true);

        public long End => Start + Length;

        /// <summary>The largest distance between edges within the piece.</summary>
        public long Extent => Period == 0 ? 1 : Math.Min(Period, Length);

        public long ChunkOf(long index) => index - Start < First ? -1 : (index - Start - First) / Period;

        /// <summary>The last place at or before <paramref name="limit"/> where this piece may be cut, or its start.</summary>
        public long LastEdge(long limit)
        {
            if (limit >= End)
                return End;
            if (Period == 0)
                return limit;
            var within = limit - Start;
            return within < First ? Start : Start + First + ((within - First) / Period * Period);
        }

        /// <summary>The first edge after <paramref name="index"/>.</summary>
        public long FirstEdgeAfter(long index, long reach)
        {
            if (Period == 0)
                return Math.Min(index + Math.Max(reach, 1), End);
            var within = index - Start;
            var edge = within < First ? First : First + (((within - First) / Period) + 1) * Period;
            return Math.Min(Start + edge, End);
        }
    }
}

using System.Numerics;

namespace DelayedArrays;

/// <summary>Collects entries in any order and groups them by line. It grows in pieces that are never moved.</summary>
internal abstract class CoordinateBuffer<T>(int lines, long minors) where T : unmanaged
{
    /// <summary>Number of lines.</summary>
    protected int Lines { get; } = lines;

    /// <summary>Length of the uncompressed axis.</summary>
    protected long Minors { get; } = minors;

    /// <summary>Creates a buffer for a matrix whose shape and layout have been checked.</summary>
    public static CoordinateBuffer<T> Create(Shape shape, SparseLayout layout)
    {
        var (lines, minors) = ((int)shape[layout.MajorAxis()], shape[layout.MinorAxis()]);
        return EntryStore<T>.IsWide(minors) ? new CoordinateBuffer<T, long>(lines, minors) : new CoordinateBuffer<T, int>(lines, minors);
    }

    /// <summary>Adds entries whose coordinates have been checked.</summary>
    public abstract void Add<TCoordinate>(
        ReadOnlySpan<TCoordinate> majors, ReadOnlySpan<TCoordinate> minors, ReadOnlySpan<T> values)
        where TCoordinate : unmanaged, IBinaryInteger<TCoordinate>;

    /// <summary>
    /// Groups the entries by line, each line in ascending order. Entries of the same element keep the order in which they were added.
    /// </summary>
    public abstract EntryStore<T> ToStore(int segmentLimit = int.MaxValue);
}

/// <summary>A buffer with indices of 32 or 64 bits.</summary>
internal sealed class CoordinateBuffer<T, TIndex>(int lines, long minors) : CoordinateBuffer<T>(lines, minors)
    where T : unmanaged
    where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    private const int SmallestPiece = 1 << 10;
    private const int LargestPiece = 1 << 20;

    private readonly List<Piece> _pieces = [];
    private int _used;

    public override void Add<TCoordinate>(
        ReadOnlySpan<TCoordinate> majors, ReadOnlySpan<TCoordinate> minors, ReadOnlySpan<T> values)
    {
        for (var done = 0; done < values.Length;)
        {
            if (_pieces.Count == 0 || _used == _pieces[^1].Values.Length)
                Grow();
            var piece = _pieces[^1];
            var count = Math.Min(piece.Values.Length - _used, values.Length - done);
            Convert(majors.Slice(done, count), piece.Majors.AsSpan(_used, count));
            Convert(minors.Slice(done, count), piece.Minors.AsSpan(_used, count));
            values.Slice(done, count).CopyTo(piece.Values.AsSpan(_used, count));
            _used += count;
            done += count;
        }
    }

    public override EntryStore<T> ToStore(int segmentLimit = int.MaxValue)
    {
        var offsets = new long[Lines + 1];
        for (var p = 0; p < _pieces.Count; p++)
        {
            foreach (var line in _pieces[p].Majors.AsSpan(0, Used(p)))
                offsets[line + 1]++;
        }
        EntryStore<T>.Accumulate(offsets);
        var store = EntryStore<T, TIndex>.Allocate(offsets, Minors, segmentLimit);
        var next = (long[])offsets.Clone();
        foreach (ref readonly var segment in store.Segments)
        {
            for (var p = 0; p < _pieces.Count; p++)
                Scatter(_pieces[p], Used(p), segment, next);
        }
        store.SortInPlace();
        return store;
    }

    private static void Scatter(Piece piece, int used, EntrySegment<T, TIndex> target, long[] next)
    {
        var majors = piece.Majors.AsSpan(0, used);
        var lines = (uint)(target.EndLine - target.FirstLine);
        for (var k = 0; k < majors.Length; k++)
        {
            if ((uint)(majors[k] - target.FirstLine) >= lines)
                continue;
            var place = next[majors[k]]++ - target.FirstEntry;
            target.Indices[place] = piece.Minors[k];
            target.Values[place] = piece.Values[k];
        }
    }

    private static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to)
        where TFrom : unmanaged, IBinaryInteger<TFrom>
        where TTo : unmanaged, IBinaryInteger<TTo>
    {
        for (var k = 0; k < from.Length; k++)
            to[k] = TTo.CreateTruncating(from[k]);
    }

    private int Used(int piece) => piece == _pieces.Count - 1 ? _used : _pieces[piece].Values.Length;

    private void Grow()
    {
        var length = _pieces.Count == 0 ? SmallestPiece : Math.Min(2 * _pieces[^1].Values.Length, LargestPiece);
        _pieces.Add(new(new int[length], new TIndex[length], new T[length]));
        _used = 0;
    }

    private readonly record struct Piece(int[] Majors, TIndex[] Minors, T[] Values);
}

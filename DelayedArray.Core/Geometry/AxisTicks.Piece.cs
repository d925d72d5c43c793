namespace DelayedArrays;

internal sealed partial class AxisTicks
{
    /// <summary>A stretch of the axis with edges at <c>Start + First + k * Period</c>. It has no inner edges if the period is 0.</summary>
    private readonly record struct Piece(long Start, long Length, long First, long Period, bool IsPanel = false)
    {
        public static Piece Panel(long start, long length) => new(start, length, length, length, IsPanel: true);

        public long End => Start + Length;

        public bool IsEdge(long index) => (index - Start - First) % Period == 0;

        public bool Contains(long index) => index >= Start && index < End;

        /// <summary>Applies a range with a positive step to the piece. Returns null if the range misses it.</summary>
        public Piece? Forward(AxisSelection selection)
        {
            var first = CeilingDivide(Math.Max(Start - selection.Start, 0), selection.Step);
            var end = Math.Min(CeilingDivide(End - selection.Start, selection.Step), selection.Count);
            if (first >= end)
                return null;
            if (Period == 0 || Period % selection.Step != 0)
                return new Piece(first, end - first, 0, 0);
            var edge = FirstEdgeAfter(selection.Start + (first * selection.Step), 0);
            return new Piece(first, end - first, CeilingDivide(edge - selection.Start, selection.Step) - first, Period / selection.Step);
        }

        /// <summary>The largest distance between edges within the piece.</summary>
        public long Extent => Period == 0 ? 1 : Math.Min(Period, Length);

        public long ChunkOf(long index) => index - Start < First ? -1 : (index - Start - First) / Period;

        /// <summary>Finds the last position up to <paramref name="limit"/> where this piece may be cut, or its start.</summary>
        public long LastEdge(long limit)
        {
            if (limit >= End)
                return End;
            if (Period == 0)
                return limit;
            var within = limit - Start;
            return within < First ? Start : Start + First + ((within - First) / Period * Period);
        }

        /// <summary>Finds the first edge after <paramref name="index"/>.</summary>
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

using System.Collections.Immutable;

namespace DelayedArrays;

internal sealed partial class AxisTicks
{
    /// <summary>
    /// Cuts a selection into panels. Each panel holds enough lines to amount to a good part of a whole panel. The edges between panels are
    /// kept if the selection is an ascending range.
    /// </summary>
    private sealed class PanelSelection(AxisTicks ticks, AxisSelection selection)
    {
        // The smallest part of a panel that is worth a block.
        private const double MinPanel = 1.0 / 16;

        private readonly ImmutableArray<Piece>.Builder _pieces = ImmutableArray.CreateBuilder<Piece>();
        private long _start;
        private double _weight;

        public AxisTicks Select()
        {
            for (var i = 0L; i < selection.Count;)
            {
                var piece = ticks._pieces[ticks.FindPiece(selection[i])];
                if (!piece.IsPanel || _weight >= MinPanel)
                    End(i);
                i = piece.IsPanel ? TakePanel(piece, i) : TakeOther(piece, i);
            }
            End(selection.Count);
            return _pieces.Count > MaxPieces ? Free(selection.Count) : new AxisTicks(selection.Count, _pieces.ToImmutable());
        }

        private long TakePanel(Piece panel, long i)
        {
            for (; i < selection.Count && panel.Contains(selection[i]); i++)
            {
                if (_weight > 1 + MinPanel)
                    End(i);
                _weight += 1.0 / panel.Length;
            }
            return i;
        }

        private long TakeOther(Piece piece, long first)
        {
            var end = first + 1;
            while (end < selection.Count && piece.Contains(selection[end]))
                end++;
            var isForward = selection.IsRange && selection.Step > 0;
            _pieces.Add((isForward ? piece.Forward(selection) : null) ?? new Piece(first, end - first, 0, 0));
            _start = end;
            return end;
        }

        private void End(long end)
        {
            if (end > _start)
                _pieces.Add(Piece.Panel(_start, end - _start));
            (_start, _weight) = (end, 0);
        }
    }
}

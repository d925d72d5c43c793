using System.Text;

namespace DelayedArrays;

/// <summary>Prints the corners of an array like NumPy. Only the elements shown are read.</summary>
internal sealed class ArrayPrinter<T>(DelayedArray<T> array) where T : unmanaged
{
    private const int Edge = 3;
    private const int ScalarsShown = 1000;
    private const int MaxShown = 10_000;

    private readonly StringBuilder _text = new();
    private readonly long[][] _shown = Shown(array.Shape);
    private string[] _cells = [];
    private int _width;
    private int _position;

    public string Print()
    {
        var title = $"<{array.Shape}> {(array.IsSparse ? "sparse " : "")}delayed array of {array.TypeName}";
        _text.Append(title).Append('\n');
        if (array.Shape.Count == 0)
            return _text.Append("[]").ToString();
        AxisIndex[] axes = [.. _shown.Select(indices => (AxisIndex)indices)];
        _cells = [.. array[axes].ToArray().Select(value => ElementTypes.Format(value, array.Time))];
        _width = _cells.Max(cell => cell.Length);
        Append(0);
        return _text.ToString();
    }

    private static long[][] Shown(Shape shape)
    {
        var all = shape.Count <= ScalarsShown && shape.Rank <= 2;
        long[][] shown = [.. shape.Select(length => all && length <= 10 || length <= 2 * Edge
            ? Sequence(0, length)
            : [.. Sequence(0, Edge), .. Sequence(length - Edge, Edge)])];
        // An array with many axes has many corners. In that case only the first index of the outermost axes is shown.
        for (var axis = 0; shown.Aggregate(1.0, (product, indices) => product * indices.Length) > MaxShown; axis++)
            shown[axis] = [0];
        return shown;
    }

    private static long[] Sequence(long start, long count)
    {
        var sequence = new long[count];
        for (var i = 0; i < sequence.Length; i++)
            sequence[i] = start + i;
        return sequence;
    }

    private void Append(int axis)
    {
        if (axis == array.Rank)
        {
            _text.Append(_cells[_position++].PadLeft(_width));
            return;
        }
        var (shown, length) = (_shown[axis].Length, array.Shape[axis]);
        var separator = axis == array.Rank - 1 ? ", " : "\n" + new string(' ', axis + 1);
        _text.Append('[');
        for (var i = 0; i < shown; i++)
        {
            if (i > 0)
                _text.Append(separator);
            if (i == Edge && shown < length)
                _text.Append("...").Append(separator);
            Append(axis + 1);
        }
        if (shown < Math.Min(length, Edge))
            _text.Append(separator).Append("...");
        _text.Append(']');
    }
}

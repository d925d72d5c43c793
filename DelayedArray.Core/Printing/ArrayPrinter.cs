using System.Globalization;
using System.Text;

namespace DelayedArrays;

/// <summary>Prints the corners of an array like NumPy. Only the elements shown are read.</summary>
internal static class ArrayPrinter
{
    private const int Edge = 3;
    private const int ScalarsShown = 1000;
    private const int MostShown = 10_000;

    public static string Print<T>(DelayedArray<T> array) where T : unmanaged
    {
        var title = $"<{array.Shape}> {(array.IsSparse ? "sparse " : "")}delayed array of {array.TypeName}";
        if (array.Shape.Count == 0)
            return title + "\n[]";
        var shown = Shown(array.Shape);
        AxisIndex[] axes = [.. shown.Select(indices => (AxisIndex)indices)];
        var values = array[axes].ToArray();
        var cells = values.Select(value => Format(value, array.Time)).ToArray();
        var width = cells.Max(cell => cell.Length);
        var text = new StringBuilder(title).Append('\n');
        var position = 0;
        Append(text, cells, array.Shape, [.. shown.Select(indices => indices.Length)], 0, width, ref position);
        return text.ToString();
    }

    /// <summary>Formats a value so that parsing it gives the same value.</summary>
    public static string Format<T>(T value) where T : unmanaged => value switch
    {
        bool boolean => boolean ? "True" : "False",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Formats a value so that parsing it gives the same value; with a time type, as a date or duration.</summary>
    public static string Format<T>(T value, TimeType? time) where T : unmanaged =>
        time is { } type && value is long ticks ? type.Format(ticks) : Format(value);

    private static long[][] Shown(Shape shape)
    {
        var all = shape.Count <= ScalarsShown && shape.Rank <= 2;
        long[][] shown = [.. shape.Select(length => all && length <= 10 || length <= 2 * Edge
            ? Sequence(0, length)
            : [.. Sequence(0, Edge), .. Sequence(length - Edge, Edge)])];
        // An array with many axes has many corners. In that case only the first index of the outermost axes is shown.
        for (var axis = 0; shown.Aggregate(1.0, (product, indices) => product * indices.Length) > MostShown; axis++)
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

    private static void Append(
        StringBuilder text, string[] cells, Shape shape, int[] shown, int axis, int width, ref int position)
    {
        if (axis == shape.Rank)
        {
            text.Append(cells[position++].PadLeft(width));
            return;
        }
        var innermost = axis == shape.Rank - 1;
        var separator = innermost ? ", " : "\n" + new string(' ', axis + 1);
        text.Append('[');
        for (var i = 0; i < shown[axis]; i++)
        {
            if (i > 0)
                text.Append(separator);
            if (i == Edge && shown[axis] < shape[axis])
                text.Append("...").Append(separator);
            Append(text, cells, shape, shown, axis + 1, width, ref position);
        }
        if (shown[axis] < Math.Min(shape[axis], Edge))
            text.Append(separator).Append("...");
        text.Append(']');
    }
}

public sealed partial class DelayedArray<T>
{
    /// <summary>Formats the shape, the element type and the corners of the data. Only the elements shown are read.</summary>
    public override string ToString() => ArrayPrinter.Print(this);
}

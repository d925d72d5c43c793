using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>The statistics asked for, once their pass has run.</summary>
internal sealed class StatisticsTable
{
    private const int RowsShown = 8;
    private readonly List<Column> _columns = [];
    private readonly Shape _shape;
    private readonly int? _axis;
    private readonly TimeType? _time;

    private StatisticsTable(Shape shape, int? axis, TimeType? time)
    {
        _shape = shape;
        _axis = axis;
        _time = time;
    }

    /// <summary>All statistics, by name.</summary>
    public static string[] Names { get; } = ["count", "nnz", "sum", "mean", "var", "sd", "min", "max"];

    /// <exception cref="UsageException">One is unknown.</exception>
    public static string[] Parse(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries);
        foreach (var name in names)
        {
            if (!Names.Contains(name))
                throw new UsageException($"--stat {name}: there are {string.Join(", ", Names)}");
        }
        return names;
    }

    /// <summary>Adds what is needed to a pass. Sums and extremes of integers stay integers.</summary>
    public static StatisticsTable Create(Pass pass, DelayedArray array, int? axis, string[] names, int ddof, bool skipNaN)
    {
        var axes = axis is { } one ? (Axes)one : Axes.All;
        var table = new StatisticsTable(new ReducedAxes(array.Shape, axes.Resolve(array.Shape)).ResultShape, axis, array.Time);
        if (array.Time is not null)
        {
            var times = new TimeStatistics(pass, array, axes, ddof, skipNaN);
            table._columns.AddRange(names.Select(times.Add));
            return table;
        }
        var numbers = array.ElementType == ElementType.Boolean ? array.Cast(ElementType.UInt8) : array;
        numbers.ElementType.DispatchNumeric(new Builder(table, pass, numbers, axes, names, ddof, skipNaN));
        return table;
    }

    public void Write(Terminal terminal, bool json, string? csv)
    {
        if (csv is not null)
            WriteCsv(csv);
        if (json)
            WriteJson(terminal.Out);
        else if (csv is null)
            WriteText(terminal.Out);
        if (_time is { } time && !json)
            terminal.Error.WriteLine($"darray: min and max are {time}; other statistics are of the integers stored");
    }

    /// <summary>A number as it is read back without loss.</summary>
    public static string Text<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private void WriteJson(TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.Lengths("shape", _shape);
        if (_axis is { } axis)
            json.WriteNumber("axis", axis);
        else
            json.WriteString("axis", "all");
        if (_time is { } time)
            json.WriteString("dtype", time.ToString());
        foreach (var column in _columns)
        {
            json.WritePropertyName(column.Name);
            if (_axis is not null)
                json.WriteStartArray();
            for (var i = 0; i < _shape.Count; i++)
                json.WriteRawValue(column.At(i) is var text && (column.IsText || text is "NaN" or "Infinity" or "-Infinity" or "NaT") ? $"\"{text}\"" : text);
            if (_axis is not null)
                json.WriteEndArray();
        }
    });

    private void WriteCsv(string path)
    {
        using var file = new StreamWriter(path);
        file.WriteLine(string.Join(',', _columns.Select(column => column.Name).Prepend("index")));
        for (var i = 0; i < _shape.Count; i++)
            file.WriteLine(string.Join(',', _columns.Select(column => column.At(i)).Prepend(_axis is null ? "all" : Text(i))));
    }

    private void WriteText(TextWriter output)
    {
        if (_axis is null)
        {
            foreach (var column in _columns)
                output.WriteLine($"{column.Name,-6} {column.At(0)}");
            return;
        }
        var count = (int)_shape.Count;
        int[] rows = count <= 2 * RowsShown ? [.. Enumerable.Range(0, count)]
            : [.. Enumerable.Range(0, RowsShown), -1, .. Enumerable.Range(count - RowsShown, RowsShown)];
        var widths = _columns.Select(column => rows.Where(row => row >= 0).Select(row => column.At(row).Length).Append(column.Name.Length).Max()).ToArray();
        output.WriteLine("index".PadLeft(8) + string.Concat(_columns.Select((column, k) => "  " + column.Name.PadLeft(widths[k]))));
        foreach (var row in rows)
        {
            output.WriteLine(row < 0 ? "     ..."
                : Text(row).PadLeft(8) + string.Concat(_columns.Select((column, k) => "  " + column.At(row).PadLeft(widths[k]))));
        }
    }

    /// <summary>One statistic: its name, and the text of each of its values.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="At">The text of a value.</param>
    /// <param name="IsText">Whether values are no numbers.</param>
    internal sealed record Column(string Name, Func<int, string> At, bool IsText = false)
    {
        public static Column Of<T>(string name, Func<Tensor<T>> tensor) where T : unmanaged, IFormattable
        {
            var values = new Lazy<Tensor<T>>(tensor);
            return new Column(name, i => Text(values.Value.Flat()[i]));
        }

        public static Column Of(string name, Func<Tensor<long>> tensor, Func<long, string> format)
        {
            var values = new Lazy<Tensor<long>>(tensor);
            return new Column(name, i => format(values.Value.Flat()[i]), IsText: true);
        }
    }

    /// <summary>A statistic computed in float64.</summary>
    internal static Column Floating(Pending<Statistics> all, string name) => name switch
    {
        "count" => Column.Of(name, () => all.Value.Count),
        "nnz" => Column.Of(name, () => all.Value.NonZeros),
        "sum" => Column.Of(name, () => all.Value.Sum),
        "mean" => Column.Of(name, () => all.Value.Mean),
        "var" => Column.Of(name, () => all.Value.Variance),
        "sd" => Column.Of(name, () => all.Value.StandardDeviation),
        "min" => Column.Of(name, () => all.Value.Min),
        _ => Column.Of(name, () => all.Value.Max),
    };

    private sealed class Builder(
        StatisticsTable table, Pass pass, DelayedArray array, Axes axes, string[] names, int ddof, bool skipNaN) : INumericVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var typed = array.As<T>();
            if (names is ["sum"] && !skipNaN && array.ElementType.IsFloat())
            {
                // A sum alone takes a fraction of the time of all statistics together.
                var sum = Sum();
                table._columns.Add(Column.Of("sum", () => sum.Value));
                return true;
            }
            var all = new Lazy<Pending<Statistics>>(() => pass.Statistics(typed, axes, ddof, skipNaN));
            foreach (var name in names)
            {
                table._columns.Add(name is "sum" or "min" or "max" && !array.ElementType.IsFloat()
                    ? Exact(typed, name) : Floating(all.Value, name));
            }
            return true;
        }

        private Pending<Tensor<double>> Sum() => array switch
        {
            DelayedArray<float> single => pass.Sum(single, axes),
            DelayedArray<Half> half => pass.Sum(half, axes),
            _ => pass.Sum(array.As<double>(), axes),
        };

        private Column Exact<T>(DelayedArray<T> typed, string name) where T : unmanaged, INumber<T>
        {
            if (name == "sum")
            {
                var sum = pass.Reduce<T, Int128, Int128, IntegerSum<T>>(typed, axes, default);
                return Column.Of(name, () => sum.Value);
            }
            var extreme = name == "min" ? pass.Min(typed, axes) : pass.Max(typed, axes);
            return Column.Of(name, () => extreme.Value);
        }
    }
}

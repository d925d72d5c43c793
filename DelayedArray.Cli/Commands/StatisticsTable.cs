using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>The statistics asked for, once their pass has run.</summary>
internal sealed class StatisticsTable
{
    private const int RowsShown = 8;
    private readonly List<(string Name, Func<string[]> Values)> _columns = [];
    private readonly Shape _shape;
    private readonly int? _axis;

    private StatisticsTable(Shape shape, int? axis)
    {
        _shape = shape;
        _axis = axis;
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
        var table = new StatisticsTable(new ReducedAxes(array.Shape, axes.Resolve(array.Shape)).ResultShape, axis);
        var numbers = array.ElementType == ElementType.Boolean ? array.Cast(ElementType.UInt8) : array;
        numbers.ElementType.DispatchNumeric(new Builder(table, pass, numbers, axes, names, ddof, skipNaN));
        return table;
    }

    public void Write(Terminal terminal, bool json, string? csv)
    {
        var columns = _columns.Select(column => (column.Name, Values: column.Values())).ToList();
        if (csv is not null)
            WriteCsv(csv, columns);
        if (json)
            WriteJson(terminal.Out, columns);
        else if (csv is null)
            WriteText(terminal.Out, columns);
    }

    private static string Text<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private static string[] Texts<T>(Tensor<T> tensor) where T : unmanaged, IFormattable
    {
        var values = new T[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return [.. values.Select(Text)];
    }

    private void WriteJson(TextWriter output, List<(string Name, string[] Values)> columns) => JsonOutput.Write(output, json =>
    {
        json.Lengths("shape", _shape);
        if (_axis is { } axis)
            json.WriteNumber("axis", axis);
        else
            json.WriteString("axis", "all");
        foreach (var (name, values) in columns)
        {
            json.WritePropertyName(name);
            var numbers = values.Select(value => value is "NaN" or "Infinity" or "-Infinity" ? $"\"{value}\"" : value);
            json.WriteRawValue(_axis is null ? numbers.First() : $"[{string.Join(",", numbers)}]");
        }
    });

    private void WriteCsv(string path, List<(string Name, string[] Values)> columns)
    {
        using var file = new StreamWriter(path);
        file.WriteLine(string.Join(',', columns.Select(column => column.Name).Prepend("index")));
        for (var i = 0; i < columns[0].Values.Length; i++)
            file.WriteLine(string.Join(',', columns.Select(column => column.Values[i]).Prepend(_axis is null ? "all" : Text(i))));
    }

    private void WriteText(TextWriter output, List<(string Name, string[] Values)> columns)
    {
        var count = columns[0].Values.Length;
        if (_axis is null)
        {
            foreach (var (name, values) in columns)
                output.WriteLine($"{name,-6} {values[0]}");
            return;
        }
        var rows = count <= 2 * RowsShown ? Enumerable.Range(0, count) : [.. Enumerable.Range(0, RowsShown), -1, .. Enumerable.Range(count - RowsShown, RowsShown)];
        var widths = columns.Select(column => Math.Max(column.Name.Length, column.Values.Max(value => value.Length))).ToArray();
        output.WriteLine("index".PadLeft(8) + string.Concat(columns.Select((column, k) => "  " + column.Name.PadLeft(widths[k]))));
        foreach (var row in rows)
        {
            output.WriteLine(row < 0 ? "     ..."
                : Text(row).PadLeft(8) + string.Concat(columns.Select((column, k) => "  " + column.Values[row].PadLeft(widths[k]))));
        }
    }

    private sealed class Builder(
        StatisticsTable table, Pass pass, DelayedArray array, Axes axes, string[] names, int ddof, bool skipNaN) : INumericVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var typed = array.As<T>();
            var statistics = new Lazy<Pending<Statistics>>(() => pass.Statistics(typed, axes, ddof, skipNaN));
            var exact = !array.ElementType.IsFloat();
            foreach (var name in names)
                table._columns.Add((name, exact && name is ("sum" or "min" or "max") ? Exact(typed, name) : Floating(statistics.Value, name)));
            return true;
        }

        private Func<string[]> Exact<T>(DelayedArray<T> typed, string name) where T : unmanaged, INumber<T>
        {
            if (name == "sum")
            {
                var sum = pass.Reduce<T, Int128, Int128, IntegerSum<T>>(typed, axes, default);
                return () => Texts(sum.Value);
            }
            var extreme = name == "min" ? pass.Min(typed, axes) : pass.Max(typed, axes);
            return () =>
            {
                var values = new T[extreme.Value.FlattenedLength];
                extreme.Value.FlattenTo(values);
                return [.. values.Select(value => Text(value))];
            };
        }

        private static Func<string[]> Floating(Pending<Statistics> statistics, string name) => () => name switch
        {
            "count" => Texts(statistics.Value.Count),
            "nnz" => Texts(statistics.Value.NonZeros),
            "sum" => Texts(statistics.Value.Sum),
            "mean" => Texts(statistics.Value.Mean),
            "var" => Texts(statistics.Value.Variance),
            "sd" => Texts(statistics.Value.StandardDeviation),
            "min" => Texts(statistics.Value.Min),
            _ => Texts(statistics.Value.Max),
        };
    }
}

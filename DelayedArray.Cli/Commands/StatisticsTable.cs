namespace DelayedArrays;

/// <summary>The requested statistics, once their pass has run.</summary>
internal sealed class StatisticsTable
{
    private const int RowsShown = 8;
    private readonly IReadOnlyList<StatisticsColumn> _columns;
    private readonly Shape _shape;
    private readonly int? _axis;
    private readonly TimeType? _time;

    /// <summary>Adds the statistics of an array to a pass.</summary>
    public StatisticsTable(Pass pass, DelayedArray array, StatisticsRequest request)
    {
        var source = StatisticsSource.Of(pass, array, request);
        _columns = [.. request.Statistics.Select(statistic => statistic.AddTo(source))];
        _shape = request.Axis is { } axis ? WithoutAxis(array.Shape, array.Shape.CheckAxis(axis)) : new Shape();
        (_axis, _time) = (request.Axis, array.Time);
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
            terminal.Error.WriteLine($"darray: min and max are {time}; other statistics are of the stored integers");
    }

    private static Shape WithoutAxis(Shape shape, int axis) => [.. shape.Where((_, other) => other != axis)];

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
            file.WriteLine(string.Join(',', _columns.Select(column => column.At(i)).Prepend(_axis is null ? "all" : StatisticsColumn.Text(i))));
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
                : StatisticsColumn.Text(row).PadLeft(8) + string.Concat(_columns.Select((column, k) => "  " + column.At(row).PadLeft(widths[k]))));
        }
    }
}

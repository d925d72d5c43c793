namespace DelayedArrays;

/// <summary>
/// Statistics of dates or durations: the smallest and the largest are such, all others are of the integers stored. NaT is to them what
/// NaN is to numbers.
/// </summary>
internal sealed class TimeStatistics
{
    private readonly Pass _pass;
    private readonly DelayedArray<long> _values;
    private readonly DelayedArray<bool> _isNaT;
    private readonly TimeType _time;
    private readonly Axes _axes;
    private readonly bool _skipNaT;
    private readonly Lazy<Pending<Statistics>> _all;

    /// <summary>Prepares statistics of an array that has a unit of time.</summary>
    public TimeStatistics(Pass pass, DelayedArray array, Axes axes, int ddof, bool skipNaT)
    {
        _pass = pass;
        _time = array.Time!.Value;
        _values = array.WithTime(null);
        _isNaT = _values.EqualTo(TimeType.NaT);
        (_axes, _skipNaT) = (axes, skipNaT);
        _all = new(() => pass.Statistics(_isNaT.Where(double.NaN, _values.Cast<double>()), axes, ddof, skipNaT));
    }

    /// <summary>Adds a statistic to the pass.</summary>
    public StatisticsTable.Column Add(string name) => name switch
    {
        "min" or "max" => Extreme(name),
        "sum" => Sum(),
        _ => StatisticsTable.Floating(_all.Value, name),
    };

    private StatisticsTable.Column Extreme(string name)
    {
        var isMaximum = name == "max";
        // One less, NaT is the largest integer and not the smallest: so it wins or loses as it has to.
        var shift = isMaximum == _skipNaT ? 0L : 1L;
        var shifted = shift == 0 ? _values : _values - shift;
        var extreme = isMaximum ? _pass.Max(shifted, _axes) : _pass.Min(shifted, _axes);
        return StatisticsTable.Column.Of(name, () => extreme.Value, value => _time.Format(unchecked(value + shift)));
    }

    private StatisticsTable.Column Sum()
    {
        var sum = _pass.SumExact(_isNaT.Where(0L, _values), _axes);
        if (_skipNaT)
            return StatisticsTable.Column.Of("sum", () => sum.Value);
        var missing = _pass.CountNonZero(_isNaT, _axes);
        return new StatisticsTable.Column("sum", i => missing.Value.Flat()[i] > 0 ? "NaT" : StatisticsTable.Text(sum.Value.Flat()[i]));
    }
}

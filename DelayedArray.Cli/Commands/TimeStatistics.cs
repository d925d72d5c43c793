namespace DelayedArrays;

/// <summary>
/// Statistics of dates or durations. The smallest and the largest are dates or durations; all other statistics are those of the stored
/// integers. NaT counts as NaN does among numbers.
/// </summary>
internal sealed class TimeStatistics : StatisticsSource<double>
{
    private readonly Pass _pass;
    private readonly DelayedArray<long> _values;
    private readonly DelayedArray<bool> _isNaT;
    private readonly TimeType _time;
    private readonly StatisticsRequest _request;

    /// <summary>Prepares the statistics of an array with a unit of time.</summary>
    public TimeStatistics(Pass pass, DelayedArray array, StatisticsRequest request) : this(pass, array.WithTime(null), request) =>
        _time = array.Time!.Value;

    private TimeStatistics(Pass pass, DelayedArray<long> values, StatisticsRequest request)
        : this(pass, values, values.EqualTo(TimeType.NaT), request)
    {
    }

    private TimeStatistics(Pass pass, DelayedArray<long> values, DelayedArray<bool> isNaT, StatisticsRequest request)
        : base(pass, isNaT.Where(double.NaN, values.Cast<double>()), request) =>
        (_pass, _values, _isNaT, _request) = (pass, values, isNaT, request);

    public override StatisticsColumn Extreme(string name, bool isMaximum)
    {
        // Subtracting one turns NaT from the smallest integer into the largest, so that it wins or loses as required.
        var shift = isMaximum == _request.SkipNaN ? 0L : 1L;
        var shifted = shift == 0 ? _values : _values - shift;
        var extreme = isMaximum ? _pass.Max(shifted, _request.Axes) : _pass.Min(shifted, _request.Axes);
        var at = StatisticsColumn.Elements(() => extreme.Value);
        return new StatisticsColumn(name, i => _time.Format(unchecked(at(i) + shift)), IsText: true);
    }

    public override StatisticsColumn Sum(string name)
    {
        var sum = _pass.SumExact(_isNaT.Where(0L, _values), _request.Axes);
        if (_request.SkipNaN)
            return StatisticsColumn.Of(name, () => sum.Value);
        var missing = _pass.CountNonZero(_isNaT, _request.Axes);
        var (missingAt, sumAt) = (StatisticsColumn.Elements(() => missing.Value), StatisticsColumn.Elements(() => sum.Value));
        return new StatisticsColumn(name, i => missingAt(i) > 0 ? "NaT" : StatisticsColumn.Text(sumAt(i)));
    }
}

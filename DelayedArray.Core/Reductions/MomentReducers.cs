namespace DelayedArrays;

/// <summary>Mean in float64; NaN of nothing.</summary>
internal readonly record struct Mean : IReducer<double, (long Count, double Sum), double>
{
    public string Name => "mean";

    public (long Count, double Sum) Empty => (0, 0);

    public void Fold(ref (long Count, double Sum) state, ReadOnlySpan<double> values, long position, long stride)
    {
        state.Count += values.Length;
        state.Sum += SumKernels.Sum(values);
    }

    public void FoldEach(Span<(long Count, double Sum)> states, ReadOnlySpan<double> values, long position)
    {
        for (var i = 0; i < values.Length; i++)
        {
            states[i].Count++;
            states[i].Sum += values[i];
        }
    }

    public bool FoldsZeros => true;

    public void FoldZeros(ref (long Count, double Sum) state, long count) => state.Count += count;

    public bool CountsValues => true;

    public long CountOf((long Count, double Sum) state) => state.Count;

    public void FoldAt(Span<(long Count, double Sum)> states, ReadOnlySpan<int> lanes, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
            Merge(ref states[lanes[i]], (1, values[i]));
    }

    public void Merge(ref (long Count, double Sum) state, (long Count, double Sum) other) =>
        state = (state.Count + other.Count, state.Sum + other.Sum);

    public double Finish((long Count, double Sum) state) => state.Count == 0 ? double.NaN : state.Sum / state.Count;
}

/// <summary>Variance in float64, or its square root.</summary>
internal readonly record struct Variance(int Ddof, bool Root) : IReducer<double, Moments, double>
{
    public string Name => Root ? "sd" : "var";

    public Moments Empty => default;

    public void Fold(ref Moments state, ReadOnlySpan<double> values, long position, long stride) => state.Add(values);

    public void FoldEach(Span<Moments> states, ReadOnlySpan<double> values, long position)
    {
        for (var i = 0; i < values.Length; i++)
            states[i].Add(values[i]);
    }

    public bool FoldsZeros => true;

    public void FoldZeros(ref Moments state, long count) => state.AddZeros(count);

    public bool CountsValues => true;

    public long CountOf(Moments state) => state.Count;

    public void FoldAt(Span<Moments> states, ReadOnlySpan<int> lanes, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
            states[lanes[i]].Add(values[i]);
    }

    public void Merge(ref Moments state, Moments other) => state.Merge(other);

    public double Finish(Moments state) => Root ? Math.Sqrt(state.Variance(Ddof)) : state.Variance(Ddof);
}

/// <summary>The order of a norm.</summary>
public enum NormOrder
{
    /// <summary>Sum of magnitudes.</summary>
    One,

    /// <summary>Square root of the sum of squares.</summary>
    Two,

    /// <summary>Largest magnitude.</summary>
    Infinity,
}

/// <summary>A vector norm in float64; 0 of nothing.</summary>
internal readonly record struct Norm(NormOrder Order) : IReducer<double, double, double>
{
    public string Name => $"norm {Order}";

    public double Empty => 0;

    public void Fold(ref double state, ReadOnlySpan<double> values, long position, long stride)
    {
        if (Order == NormOrder.Two)
        {
            state += SumKernels.SumOfSquares(values, 0);
            return;
        }
        foreach (var value in values)
            Merge(ref state, Math.Abs(value));
    }

    public void FoldEach(Span<double> states, ReadOnlySpan<double> values, long position)
    {
        for (var i = 0; i < values.Length; i++)
            Merge(ref states[i], Order == NormOrder.Two ? values[i] * values[i] : Math.Abs(values[i]));
    }

    public bool FoldsZeros => true;

    public void FoldZeros(ref double state, long count)
    {
        // Zeros add nothing.
    }

    public void FoldAt(Span<double> states, ReadOnlySpan<int> lanes, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
            Merge(ref states[lanes[i]], Order == NormOrder.Two ? values[i] * values[i] : Math.Abs(values[i]));
    }

    public void Merge(ref double state, double other) => state = Order == NormOrder.Infinity ? Math.Max(state, other) : state + other;

    public double Finish(double state) => Order == NormOrder.Two ? Math.Sqrt(state) : state;
}

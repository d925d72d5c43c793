namespace DelayedArrays;

/// <summary>
/// Makes counts like those of a single-cell experiment. Cells differ in depth, genes differ in abundance by orders of magnitude, and
/// counts vary more than Poisson's (a Poisson of a gamma). Each element is drawn from its own index, so it is the same every time.
/// </summary>
internal static class ExampleCounts
{
    public const int Cells = 5000;
    public const int Genes = 2000;

    public static DelayedArray<float> Matrix { get; } = Delayed.FromFunction<float>(new Shape(Cells, Genes), Count);

    private static float Count(ReadOnlySpan<long> index)
    {
        var depth = Math.Exp(0.35 * new Draw(1, index[0]).Normal());
        var abundance = Math.Clamp(Math.Exp(-2.6 + (1.8 * new Draw(2, index[1]).Normal())), 1e-4, 60);
        var draw = new Draw(3, (index[0] * Genes) + index[1]);
        return draw.Poisson(draw.Gamma(1.5) * abundance * depth / 1.5);
    }

    /// <summary>A stream of random numbers (SplitMix64).</summary>
    private struct Draw(ulong stream, long element)
    {
        private ulong _state = (stream << 56) ^ ((ulong)element * 0xD1342543DE82EF95);

        public double Uniform()
        {
            _state += 0x9E3779B97F4A7C15;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
        }

        public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

        /// <summary>A gamma variate with scale 1 of a shape of at least 1 (Marsaglia and Tsang 2000).</summary>
        public double Gamma(double shape)
        {
            var d = shape - (1.0 / 3);
            var c = 1 / Math.Sqrt(9 * d);
            while (true)
            {
                var x = Normal();
                var v = Math.Pow(1 + (c * x), 3);
                if (v > 0 && Math.Log(1 - Uniform()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
                    return d * v;
            }
        }

        /// <summary>
        /// A Poisson variate: by multiplication for small means (Knuth), and from a rounded normal variate for large ones.
        /// </summary>
        public int Poisson(double mean)
        {
            if (mean > 40)
                return (int)Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * Normal())));
            var limit = Math.Exp(-mean);
            var count = 0;
            for (var product = Uniform(); product > limit; product *= Uniform())
                count++;
            return count;
        }
    }
}

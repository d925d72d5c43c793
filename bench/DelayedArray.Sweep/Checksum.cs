using System.Collections;
using System.Globalization;
using System.Reflection;

namespace DelayedArrays.Benchmarks;

/// <summary>What is compared of a result: its values added up, plainly and weighted by their positions.</summary>
/// <param name="Count">Number of elements.</param>
/// <param name="NotFinite">Number of elements that are infinite or NaN; the sums leave them out.</param>
/// <param name="Sum">Sum.</param>
/// <param name="Weighted">Sum with the weights (7919 i mod 1000) / 1000, where i is the position in C order.</param>
/// <param name="Magnitude">Sum of magnitudes, which tolerances refer to.</param>
internal sealed record Checksum(long Count, long NotFinite, double Sum, double Weighted, double Magnitude)
{
    /// <summary>The checksum of a number, of an array or tensor, of a sparse matrix, or of a record of tensors one after the other.</summary>
    public static Checksum Of(object result)
    {
        var (length, elements) = result switch
        {
            SparseResult sparse => (sparse.Shape.Count, sparse.Elements()),
            _ => (-1, Values(result).Select((value, i) => ((long)i, value))),
        };
        var sum = new Checksum(0, 0, 0, 0, 0);
        foreach (var (position, value) in elements)
            sum = sum.With(position, value);
        return length < 0 ? sum : sum with { Count = length };
    }

    private Checksum With(long position, double value) => !double.IsFinite(value)
        ? this with { Count = Count + 1, NotFinite = NotFinite + 1 }
        : new(Count + 1, NotFinite, Sum + value, Weighted + (value * (position * 7919 % 1000) / 1000), Magnitude + Math.Abs(value));

    private static IEnumerable<double> Values(object result) => result switch
    {
        IEnumerable elements => elements.Cast<object>().Select(Number),
        Statistics or MeanAndVariance => result.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .OrderBy(property => property.MetadataToken).SelectMany(property => Values(property.GetValue(result)!)),
        _ => [Number(result)],
    };

    private static double Number(object value) => value switch
    {
        Half half => (double)half,
        Int128 wide => (double)wide,
        _ => Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };
}

using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace DelayedArrays.ZarrTests;

/// <summary>Compares an array with what a reference tool found of it.</summary>
internal sealed class ArrayFacts(DelayedArray array, JsonElement entry, string where) : INumericVisitor<bool>
{
    // Beyond this only single elements are compared.
    private const long MaxElements = 2_000_000;

    public static void Check(DelayedArray array, JsonElement entry, string where)
    {
        Assert.Equal(entry.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64()), array.Shape);
        var numbers = array.ElementType == ElementType.Boolean ? array.Cast(ElementType.UInt8) : array;
        numbers.ElementType.DispatchNumeric(new ArrayFacts(numbers, entry, where));
    }

    public bool Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var typed = array.As<T>();
        CheckSamples(typed);
        if (typed.Shape.Count > MaxElements)
            return true;
        var values = typed.ToArray();
        if (entry.TryGetProperty("sha256", out var hash))
        {
            var found = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<T>(values)));
            Assert.True(hash.GetString() == found, $"{where}: sha256 of {string.Join(", ", values.Take(20))}");
        }
        CheckTotals(values);
        CheckLineSums("row_sums", 0);
        CheckLineSums("col_sums", array.Rank - 1);
        return true;
    }

    private void CheckSamples<T>(DelayedArray<T> typed) where T : unmanaged, INumber<T>
    {
        if (!entry.TryGetProperty("samples", out var samples))
            return;
        foreach (var sample in samples.EnumerateArray())
        {
            AxisIndex[] index = [.. sample[0].EnumerateArray().Select(i => (AxisIndex)i.GetInt64())];
            var value = typed[index].ToScalar();
            Assert.True(Matches(value, Text(sample[1])), $"{where}[{sample[0]}]: {value} but expected {sample[1]}");
        }
    }

    private void CheckTotals<T>(T[] values) where T : unmanaged, INumber<T>
    {
        if (!entry.TryGetProperty("sum", out var sum))
            return;
        T[] finite = [.. values.Where(T.IsFinite)];
        if (array.ElementType.IsFloat())
        {
            var scale = finite.Sum(value => Math.Abs(double.CreateTruncating(value)));
            Near(finite.Sum(double.CreateTruncating), sum.GetDouble(), scale, "sum");
        }
        else
        {
            var total = finite.Aggregate(BigInteger.Zero, (before, value) => before + BigInteger.CreateTruncating(value));
            Assert.True(BigInteger.Parse(Text(sum), CultureInfo.InvariantCulture) == total, $"{where}: sum {total}, expected {sum}");
        }
        T[] ordered = [.. values.Where(value => !T.IsNaN(value))];
        if (ordered.Length > 0)
        {
            Assert.True(Matches(ordered.Min(), Text(entry.GetProperty("min"))), $"{where}: min");
            Assert.True(Matches(ordered.Max(), Text(entry.GetProperty("max"))), $"{where}: max");
        }
        if (entry.TryGetProperty("n_nan", out var nan))
            Assert.Equal(nan.GetInt32(), values.Length - ordered.Length);
        Assert.Equal(entry.GetProperty("n_nonzero").GetInt32(), values.Count(value => !T.IsZero(value)));
    }

    private void CheckLineSums(string property, int axis)
    {
        if (!entry.TryGetProperty(property, out var lines) || array.Shape.Count == 0 || entry.TryGetProperty("n_nan", out _)
            || entry.TryGetProperty("n_inf", out _))
            return;
        int[] others = [.. Enumerable.Range(0, array.Rank).Where(other => other != axis)];
        var sums = array.Cast<double>().Sum(others);
        var scales = array.Cast<double>().Norm(others, NormOrder.One);
        foreach (var line in lines.EnumerateObject())
        {
            var index = (nint)long.Parse(line.Name, CultureInfo.InvariantCulture);
            if (line.Value.ValueKind == JsonValueKind.Number)
                Near(sums[index], line.Value.GetDouble(), scales[index], $"{property}[{index}]");
        }
    }

    private static bool Matches<T>(T? value, string text) where T : INumber<T>
    {
        if (bool.TryParse(text, out var boolean))
            return value == (boolean ? T.One : T.Zero);
        var number = double.Parse(text, CultureInfo.InvariantCulture);
        return double.IsNaN(number) ? T.IsNaN(value!)
            : (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && exact == value)
            || double.CreateTruncating(value!) == number;
    }

    private void Near(double found, double expected, double scale, string what) => Assert.True(
        Math.Abs(found - expected) <= 1e-12 * Math.Max(scale, double.Epsilon) || found.Equals(expected), $"{where}: {what} {found:R}, expected {expected:R}");

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}

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
    private const long MostElements = 2_000_000;

    public static void Check(DelayedArray array, JsonElement entry, string where)
    {
        Assert.Equal(entry.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64()), array.Shape);
        DelayedArray numbers = array.ElementType == ElementType.Boolean ? array.Cast(ElementType.UInt8) : array;
        numbers.ElementType.DispatchNumeric(new ArrayFacts(numbers, entry, where));
    }

    public bool Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        DelayedArray<T> typed = array.As<T>();
        CheckSamples(typed);
        if (typed.Shape.Count > MostElements)
            return true;
        T[] values = typed.ToArray();
        if (entry.TryGetProperty("sha256", out JsonElement hash))
        {
            string found = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<T>(values)));
            Assert.True(hash.GetString() == found, $"{where}: sha256 of {string.Join(", ", values.Take(20))}");
        }
        CheckTotals(values);
        CheckLineSums("row_sums", 0);
        CheckLineSums("col_sums", array.Rank - 1);
        return true;
    }

    private void CheckSamples<T>(DelayedArray<T> typed) where T : unmanaged, INumber<T>
    {
        if (!entry.TryGetProperty("samples", out JsonElement samples))
            return;
        foreach (JsonElement sample in samples.EnumerateArray())
        {
            AxisIndex[] index = [.. sample[0].EnumerateArray().Select(i => (AxisIndex)i.GetInt64())];
            T value = typed[index].ToScalar();
            Assert.True(Matches(value, Text(sample[1])), $"{where}[{sample[0]}]: {value} but expected {sample[1]}");
        }
    }

    private void CheckTotals<T>(T[] values) where T : unmanaged, INumber<T>
    {
        if (!entry.TryGetProperty("sum", out JsonElement sum))
            return;
        T[] finite = [.. values.Where(T.IsFinite)];
        if (array.ElementType.IsFloat())
        {
            double scale = finite.Sum(value => Math.Abs(double.CreateTruncating(value)));
            Near(finite.Sum(double.CreateTruncating), sum.GetDouble(), scale, "sum");
        }
        else
        {
            BigInteger total = finite.Aggregate(BigInteger.Zero, (before, value) => before + BigInteger.CreateTruncating(value));
            Assert.True(BigInteger.Parse(Text(sum), CultureInfo.InvariantCulture) == total, $"{where}: sum {total}, expected {sum}");
        }
        T[] ordered = [.. values.Where(value => !T.IsNaN(value))];
        if (ordered.Length > 0)
        {
            Assert.True(Matches(ordered.Min(), Text(entry.GetProperty("min"))), $"{where}: min");
            Assert.True(Matches(ordered.Max(), Text(entry.GetProperty("max"))), $"{where}: max");
        }
        if (entry.TryGetProperty("n_nan", out JsonElement nan))
            Assert.Equal(nan.GetInt32(), values.Length - ordered.Length);
        Assert.Equal(entry.GetProperty("n_nonzero").GetInt32(), values.Count(value => !T.IsZero(value)));
    }

    private void CheckLineSums(string property, int axis)
    {
        if (!entry.TryGetProperty(property, out JsonElement lines) || array.Shape.Count == 0 || entry.TryGetProperty("n_nan", out _)
            || entry.TryGetProperty("n_inf", out _))
            return;
        int[] others = [.. Enumerable.Range(0, array.Rank).Where(other => other != axis)];
        System.Numerics.Tensors.Tensor<double> sums = array.Cast<double>().Sum(others);
        System.Numerics.Tensors.Tensor<double> scales = array.Cast<double>().Norm(others, NormOrder.One);
        foreach (JsonProperty line in lines.EnumerateObject())
        {
            nint index = (nint)long.Parse(line.Name, CultureInfo.InvariantCulture);
            if (line.Value.ValueKind == JsonValueKind.Number)
                Near(sums[index], line.Value.GetDouble(), scales[index], $"{property}[{index}]");
        }
    }

    private static bool Matches<T>(T? value, string text) where T : INumber<T>
    {
        if (bool.TryParse(text, out bool boolean))
            return value == (boolean ? T.One : T.Zero);
        double number = double.Parse(text, CultureInfo.InvariantCulture);
        return double.IsNaN(number) ? T.IsNaN(value!)
            : (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T? exact) && exact == value)
            || double.CreateTruncating(value!) == number;
    }

    private void Near(double found, double expected, double scale, string what) => Assert.True(
        Math.Abs(found - expected) <= 1e-12 * Math.Max(scale, double.Epsilon) || found.Equals(expected), $"{where}: {what} {found:R}, expected {expected:R}");

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}

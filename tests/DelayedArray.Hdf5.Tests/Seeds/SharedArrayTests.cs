using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace DelayedArrays.Tests;

/// <summary>Every numeric dataset of the shared files, evaluated as a delayed array, against what the reference tools found.</summary>
public class SharedArrayTests
{
    // Beyond this only single elements are compared.
    private const long MaxElements = 50_000_000;

    // The reference's own values of these are no values of the file: h5py cannot read the one, and the other's are noise.
    private static readonly HashSet<string> Doubtful = ["hdf5/purehdf/blosc.h5:/blosclz_bit", "hdf5/purehdf/blosc.h5:/snappy"];

    [SharedDataTheory]
    [MemberData(nameof(SharedDataTests.Expectations), MemberType = typeof(SharedDataTests))]
    public void Arrays_agree_with_the_reference(string name)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedData.Root!, "expected", name)));
        var root = expected.RootElement;
        if (!root.TryGetProperty("datasets", out var datasets))
            return;
        var relative = root.GetProperty("file").GetString()!;
        foreach (var entry in datasets.EnumerateArray())
        {
            if (IsNumeric(entry) && !Doubtful.Contains($"{relative}:{entry.GetProperty("path").GetString()}"))
                Check(Path.Combine(SharedData.Root!, relative), entry);
        }
    }

    private static bool IsNumeric(JsonElement entry) => entry.GetProperty("kind").GetString() == "dataset"
        && (entry.TryGetProperty("sum", out var sum) && sum.ValueKind != JsonValueKind.Array || entry.TryGetProperty("samples", out _))
        && !entry.TryGetProperty("same_bytes_as", out _)
        && entry.GetProperty("dtype").GetString() is { Length: 3 } dtype && dtype[1] is 'i' or 'u' or 'f' or 'b';

    private static void Check(string path, JsonElement entry)
    {
        var dataset = entry.GetProperty("path").GetString()!;
        DelayedArray array;
        try
        {
            array = Hdf5Array.Open(path, dataset);
        }
        catch (ArrayFormatException problem) when (entry.TryGetProperty("error", out _) || problem.Message.Contains("filter", StringComparison.Ordinal))
        {
            Assert.Contains(Path.GetFileName(path), problem.Message, StringComparison.Ordinal);
            return;
        }
        Assert.Equal(entry.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64()), array.Shape);
        var numbers = array.ElementType == ElementType.Boolean ? array.Cast(ElementType.UInt8) : array;
        try
        {
            numbers.ElementType.DispatchNumeric(new Comparison(numbers, entry, $"{path}::{dataset}"));
        }
        catch (ArrayFormatException problem) when (entry.TryGetProperty("error", out _) || entry.TryGetProperty("error_h5py", out _))
        {
            Assert.Contains(Path.GetFileName(path), problem.Message, StringComparison.Ordinal);
        }
    }

    private sealed class Comparison(DelayedArray array, JsonElement entry, string where) : INumericVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var typed = array.As<T>();
            CheckSamples(typed);
            if (typed.Shape.Count > MaxElements)
                return true;
            if (entry.TryGetProperty("sha256", out var hash))
                Assert.True(hash.GetString() == Sha256(typed), $"{where}: sha256");
            CheckTotals(typed);
            CheckLineSums("row_sums", 0);
            CheckLineSums("col_sums", array.Rank - 1);
            return true;
        }

        private static string Sha256<T>(DelayedArray<T> typed) where T : unmanaged =>
            Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<T>(typed.ToArray())));

        private void CheckSamples<T>(DelayedArray<T> typed) where T : unmanaged, INumber<T>
        {
            if (!entry.TryGetProperty("samples", out var samples))
                return;
            foreach (var sample in samples.EnumerateArray())
            {
                AxisIndex[] index = [.. sample[0].EnumerateArray().Select(i => (AxisIndex)i.GetInt64())];
                var value = typed[index].ToScalar();
                var text = sample[1].ValueKind == JsonValueKind.String ? sample[1].GetString()! : sample[1].GetRawText();
                Assert.True(Matches(value, text), $"{where}[{sample[0]}]: {value} but expected {text}");
            }
        }

        private static bool Matches<T>(T value, string text) where T : INumber<T>
        {
            if (bool.TryParse(text, out var boolean))
                return value == (boolean ? T.One : T.Zero);
            var number = double.Parse(text, CultureInfo.InvariantCulture);
            return double.IsNaN(number) ? T.IsNaN(value)
                : T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && exact == value
                || double.CreateTruncating(value) == number;
        }

        private void CheckTotals<T>(DelayedArray<T> typed) where T : unmanaged, INumber<T>
        {
            if (!entry.TryGetProperty("sum", out var sum) || typed.Shape.Count == 0)
                return;
            var finite = typed.IsFinite().Where(typed, (DelayedArray<T>)T.Zero);
            if (array.ElementType.IsFloat())
                Near(finite.Cast<double>().Sum(), sum.GetDouble(), finite.Cast<double>().Norm(NormOrder.One), "sum");
            else
                Assert.True(BigInteger.Parse(Text(sum), CultureInfo.InvariantCulture) == SumOf(), $"{where}: sum");
            if (entry.TryGetProperty("min", out var least) && least.ValueKind != JsonValueKind.Null)
                Assert.True(Matches(typed.Min(skipNaN: true), Text(least)), $"{where}: min {typed.Min(skipNaN: true)} {least}");
            if (entry.TryGetProperty("max", out var most) && most.ValueKind != JsonValueKind.Null)
                Assert.True(Matches(typed.Max(skipNaN: true), Text(most)), $"{where}: max");
            if (entry.TryGetProperty("n_nan", out var nan))
                Assert.Equal(nan.GetInt64(), typed.IsNaN().CountNonZero());
        }

        private BigInteger SumOf() => array.ElementType switch
        {
            ElementType.Int8 => Wide(array.As<sbyte>().SumExact(Axes.All)),
            ElementType.UInt8 => Wide(array.As<byte>().SumExact(Axes.All)),
            ElementType.Int16 => Wide(array.As<short>().SumExact(Axes.All)),
            ElementType.UInt16 => Wide(array.As<ushort>().SumExact(Axes.All)),
            ElementType.Int32 => Wide(array.As<int>().SumExact(Axes.All)),
            ElementType.UInt32 => Wide(array.As<uint>().SumExact(Axes.All)),
            ElementType.Int64 => Wide(array.As<long>().SumExact(Axes.All)),
            _ => Wide(array.As<ulong>().SumExact(Axes.All)),
        };

        private static BigInteger Wide(System.Numerics.Tensors.Tensor<Int128> sum) => (BigInteger)sum[0];

        private void CheckLineSums(string property, int axis)
        {
            if (!entry.TryGetProperty(property, out var lines) || array.Rank == 0 || array.Shape.Count == 0 || entry.TryGetProperty("n_nan", out _)
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

        private void Near(double found, double expected, double scale, string what) => Assert.True(
            Math.Abs(found - expected) <= 1e-12 * Math.Max(scale, double.Epsilon) || found.Equals(expected), $"{where}: {what} {found:R}, expected {expected:R}");

        private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }
}

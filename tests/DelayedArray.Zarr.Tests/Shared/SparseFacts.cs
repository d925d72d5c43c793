using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace DelayedArrays.ZarrTests;

/// <summary>Compares a sparse matrix with what SciPy found of it.</summary>
internal sealed class SparseFacts(DelayedArray array, JsonElement expected, string where) : INumericVisitor<bool>
{
    public static void Check(DelayedArray array, JsonElement expected, string where)
    {
        Assert.True(array.IsSparse, where);
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64()), array.Shape);
        array.ElementType.DispatchNumeric(new SparseFacts(array, expected, where));
    }

    public bool Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var typed = array.As<T>();
        var seed = (CompressedSparseSeed<T>)typed.Seeds.Single();
        Assert.Equal(expected.GetProperty("data_dtype").GetString(), Dtype(array.ElementType));
        Assert.Equal(expected.GetProperty("format").GetString(), seed.CompressedAxis == 0 ? "csr" : "csc");
        Assert.Equal(expected.GetProperty("nnz_stored").GetInt64(), seed.StoredEntries);
        Assert.Equal(expected.GetProperty("max_nnz_per_major").GetInt64(), LongestLine(seed.Offsets.Span));
        var numbers = typed.Cast<double>();
        var scale = Flat(numbers.Norm(0, NormOrder.One)).Sum();
        Near(expected.GetProperty("sum").GetDouble(), numbers.Sum(), scale, "sum");
        Near(expected.GetProperty("min").GetDouble(), double.CreateChecked(typed.Min()), 0, "min");
        Near(expected.GetProperty("max").GetDouble(), double.CreateChecked(typed.Max()), 0, "max");
        CheckSums("row_sums", Flat(numbers.Sum(axis: 1)), scale);
        CheckSums("col_sums", Flat(numbers.Sum(axis: 0)), scale);
        CheckHash("row_sums_sha256_f64", MemoryMarshal.AsBytes<double>(Flat(numbers.Sum(axis: 1))));
        var dense = typed.ToArray();
        CheckHash("dense_sha256", MemoryMarshal.AsBytes<T>(dense));
        Assert.Equal(dense, typed.ToSparse().AsDelayed().ToArray());
        CheckSamples(typed);
        return true;
    }

    private void CheckSamples<T>(DelayedArray<T> typed) where T : unmanaged, INumber<T>
    {
        var samples = expected.GetProperty("samples");
        Assert.NotEqual(0, samples.GetArrayLength());
        foreach (var sample in samples.EnumerateArray())
        {
            (var row, var column) = (sample[0][0].GetInt64(), sample[0][1].GetInt64());
            Near(sample[1].GetDouble(), double.CreateChecked(typed[row, column].ToScalar()), 0, $"({row}, {column})");
        }
    }

    private void CheckSums(string name, double[] sums, double scale)
    {
        foreach (var sum in expected.GetProperty(name).EnumerateObject())
            Near(sum.Value.GetDouble(), sums[int.Parse(sum.Name, CultureInfo.InvariantCulture)], scale, $"{name}[{sum.Name}]");
    }

    private void CheckHash(string name, ReadOnlySpan<byte> bytes)
    {
        // Of sums there is one for integers alone, for those do not depend on the order.
        if (expected.GetProperty(name) is { ValueKind: JsonValueKind.String } hash)
            Assert.True(hash.GetString() == Convert.ToHexStringLower(SHA256.HashData(bytes)), $"{where}: {name}");
    }

    private void Near(double wanted, double found, double scale, string what) =>
        Assert.True(Math.Abs(wanted - found) <= 1e-12 * scale, $"{where}: {what} is {found:R}, expected {wanted:R}");

    private static long LongestLine(ReadOnlySpan<long> offsets)
    {
        long longest = 0;
        for (var line = 1; line < offsets.Length; line++)
            longest = Math.Max(longest, offsets[line] - offsets[line - 1]);
        return longest;
    }

    private static double[] Flat(Tensor<double> tensor)
    {
        var flat = new double[tensor.FlattenedLength];
        tensor.FlattenTo(flat);
        return flat;
    }

    private static string Dtype(ElementType type) => $"<{(type.IsFloat() ? 'f' : type.Name()[0] == 'u' ? 'u' : 'i')}{type.Size()}";
}

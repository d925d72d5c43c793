using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace DelayedArrays.Tests;

/// <summary>Sparse groups written by many programs, against what SciPy makes of them.</summary>
public class SharedSparseTests
{
    public static TheoryData<string, string> Groups()
    {
        var groups = new TheoryData<string, string>();
        if (SharedData.Root is null)
            return groups;
        foreach (var kind in (string[])["hdf5", "h5ad", "tenx"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(SharedData.Root, "expected", kind), "*.h5*.json"))
            {
                foreach (var entry in Entries(file))
                    groups.Add($"{kind}/{Path.GetFileName(file)}", entry.GetProperty("path").GetString()!);
            }
        }
        return groups;
    }

    [SharedDataTheory]
    [MemberData(nameof(Groups))]
    public void GroupAgreesWithSciPy(string file, string group)
    {
        var expectations = Path.Combine(SharedData.Root!, "expected", file);
        var expected = Entries(expectations).Single(entry => entry.GetProperty("path").GetString() == group);
        using var facts = JsonDocument.Parse(File.ReadAllText(expectations));
        var path = Path.Combine(SharedData.Root!, facts.RootElement.GetProperty("file").GetString()!);

        var array = Hdf5Array.Open(path, group);

        Assert.True(array.IsSparse);
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64()), array.Shape);
        Assert.Equal(expected.GetProperty("data_dtype").GetString(), Dtype(array.ElementType));
        array.ElementType.DispatchNumeric(new Check(array, expected));
    }

    private static JsonElement[] Entries(string file)
    {
        using var facts = JsonDocument.Parse(File.ReadAllText(file));
        return facts.RootElement.TryGetProperty("sparse", out var list)
            ? [.. list.EnumerateArray().Where(entry => entry.TryGetProperty("shape", out _)).Select(entry => entry.Clone())]
            : [];
    }

    private static string Dtype(ElementType type) =>
        $"<{(type.IsFloat() ? 'f' : type.Name()[0] == 'u' ? 'u' : 'i')}{type.Size()}";

    private sealed class Check(DelayedArray array, JsonElement expected) : INumericVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T>
        {
            var typed = array.As<T>();
            var seed = (CompressedSparseSeed<T>)typed.Seeds.Single();
            Assert.Equal(expected.GetProperty("format").GetString(), seed.CompressedAxis == 0 ? "csr" : "csc");
            Assert.Equal(expected.GetProperty("nnz_stored").GetInt64(), seed.StoredEntries);
            var numbers = typed.Cast<double>();
            CheckClose(expected.GetProperty("sum"), numbers.Sum());
            CheckClose(expected.GetProperty("min"), double.CreateChecked(typed.Min()));
            CheckClose(expected.GetProperty("max"), double.CreateChecked(typed.Max()));
            CheckSums("row_sums", Flat(numbers.Sum(axis: 1)));
            CheckSums("col_sums", Flat(numbers.Sum(axis: 0)));
            CheckHash("row_sums_sha256_f64", MemoryMarshal.AsBytes<double>(Flat(numbers.Sum(axis: 1))));
            CheckHash("dense_sha256", MemoryMarshal.AsBytes<T>(typed.ToArray()));
            foreach (var sample in expected.GetProperty("samples").EnumerateArray())
            {
                var at = sample[0];
                CheckClose(sample[1], numbers[at[0].GetInt64(), at[1].GetInt64()].ToScalar());
            }
            Assert.Equal(typed.ToArray(), typed.ToSparse().AsDelayed().ToArray());
            return true;
        }

        private static double[] Flat(System.Numerics.Tensors.Tensor<double> tensor)
        {
            var flat = new double[tensor.FlattenedLength];
            tensor.FlattenTo(flat);
            return flat;
        }

        private void CheckSums(string name, double[] sums)
        {
            foreach (var sum in expected.GetProperty(name).EnumerateObject())
                CheckClose(sum.Value, sums[int.Parse(sum.Name, System.Globalization.CultureInfo.InvariantCulture)]);
        }

        private void CheckHash(string name, ReadOnlySpan<byte> bytes)
        {
            if (expected.TryGetProperty(name, out var hash) && hash.ValueKind == JsonValueKind.String)
                Assert.Equal(hash.GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }

        private static void CheckClose(JsonElement stated, double found)
        {
            var wanted = stated.ValueKind == JsonValueKind.String ? double.NaN : stated.GetDouble();
            Assert.True(double.IsNaN(wanted) ? double.IsNaN(found) : Math.Abs(wanted - found) <= 1e-5 * Math.Max(1, Math.Abs(wanted)), $"{found} is not {wanted}");
        }
    }
}

namespace DelayedArrays.Tests;

public sealed class TypeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_element_types_come_back_in_both_byte_orders()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        foreach (var order in (Hdf5ByteOrder[])[Hdf5ByteOrder.LittleEndian, Hdf5ByteOrder.BigEndian])
        {
            RoundTrip<bool>(file, order, [true, false, true]);
            RoundTrip<sbyte>(file, order, [sbyte.MinValue, 0, sbyte.MaxValue]);
            RoundTrip<byte>(file, order, [0, 1, byte.MaxValue]);
            RoundTrip<short>(file, order, [short.MinValue, 1, short.MaxValue]);
            RoundTrip<ushort>(file, order, [0, 1, ushort.MaxValue]);
            RoundTrip<int>(file, order, [int.MinValue, 1, int.MaxValue]);
            RoundTrip<uint>(file, order, [0, 1, uint.MaxValue]);
            RoundTrip<long>(file, order, [long.MinValue, 1, long.MaxValue]);
            RoundTrip<ulong>(file, order, [0, 1, ulong.MaxValue]);
            RoundTrip<Half>(file, order, [Half.MinValue, (Half)0.5, Half.NaN]);
            RoundTrip<float>(file, order, [float.MinValue, float.NegativeInfinity, float.NaN]);
            RoundTrip<double>(file, order, [double.Epsilon, double.PositiveInfinity, double.NaN]);
        }
    }

    private static void RoundTrip<T>(Hdf5File file, Hdf5ByteOrder order, T[] values) where T : unmanaged
    {
        var element = ElementTypes.Of<T>();
        using (var made = file.Root.CreateDataset($"{element}-{order}", Hdf5DataType.Of(element, order), [values.Length]))
            made.WriteAll<T>(values);
        using var dataset = file.OpenDataset($"{element}-{order}");
        Assert.Equal(values, dataset.ReadAll<T>());
        Assert.Equal(element, dataset.Type.Element);
        Assert.False(dataset.Type.NeedsConversion);
        if (element.Size() > 1)
            Assert.Equal(order, dataset.Type.ByteOrder);
        Assert.Equal(element.Size(), dataset.Type.Size);
    }

    [Fact]
    public void Numbers_convert_and_clamp()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        using var dataset = file.Root.CreateDataset("x", Hdf5DataType.Of<int>(), [3]);
        dataset.WriteAll<double>([-1.9, 300, 1e20]);
        Assert.Equal([-1, 300, int.MaxValue], dataset.ReadAll<int>());
        Assert.Equal([0, 255, 255], dataset.ReadAll<byte>());
        Assert.Equal([true, true, true], dataset.ReadAll<bool>());
    }

    [Fact]
    public void Enumerations_read_as_integers_and_take_them()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        var type = Hdf5DataType.Enumeration(Hdf5DataType.Integer(2, true, Hdf5ByteOrder.BigEndian), new("A", -5), new("B", 300));
        using var dataset = file.Root.CreateDataset("x", type, [2]);
        dataset.WriteAll<short>([300, -5]);
        Assert.Equal([300, -5], dataset.ReadAll<long>());
        Assert.Equal(type.Members.AsEnumerable(), dataset.Type.Members);
        Assert.Equal(ElementType.Int16, dataset.Type.Element);
        Assert.Equal("enum of >i2", dataset.Type.ToString());
    }

    [Fact]
    public void Strings_are_no_numbers()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        using var strings = file.Root.CreateDataset("s", Hdf5DataType.VariableString, [1]);
        using var numbers = file.Root.CreateDataset("n", Hdf5DataType.Of<int>(), [1]);
        Assert.Contains("of type string; expected numbers", Assert.Throws<ArrayFormatException>(() => strings.ReadAll<int>()).Message, StringComparison.Ordinal);
        Assert.Contains("of type <i4; expected strings", Assert.Throws<ArrayFormatException>(() => numbers.ReadStrings()).Message, StringComparison.Ordinal);
        Assert.Throws<ArrayFormatException>(() => numbers.ReadField<int>("a"));
        Assert.Throws<UnsupportedElementTypeException>(() => numbers.ReadAll<decimal>());
        Assert.Null(strings.Type.Element);
    }

    [Fact]
    public void Strings_come_back_fixed_and_variable()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        string[] values = ["", "gene 1", "ß日本", "x"];
        foreach (var (name, type) in new (string, Hdf5DataType)[]
        {
            ("variable", Hdf5DataType.VariableString),
            ("padded", Hdf5DataType.FixedString(10)),
            ("terminated", Hdf5DataType.FixedString(10, Hdf5CharacterSet.Utf8, Hdf5StringPadding.NullTerminated)),
            ("spaces", Hdf5DataType.FixedString(10, Hdf5CharacterSet.Ascii, Hdf5StringPadding.SpacePadded)),
        })
        {
            using var dataset = file.Root.CreateDataset(name, type, [2, 2]);
            dataset.WriteStrings(values);
            Assert.Equal(values, dataset.ReadStrings());
            Assert.Equal(["gene 1", "x"], dataset.ReadStrings([0, 1], [2, 1]));
            dataset.WriteStrings([1, 0], [1, 1], ["new"]);
            Assert.Equal("new", dataset.ReadStrings()[2]);
            Assert.Equal(type.StringPadding, dataset.Type.StringPadding);
        }
        Assert.Throws<ArgumentException>(() => file.OpenDataset("padded").WriteStrings([0, 0], [1, 1], ["longer than that"]));
        Assert.Throws<ArgumentException>(() => file.OpenDataset("variable").WriteStrings([0, 0], [1, 1], ["a\0b"]));
        Assert.Throws<ArgumentException>(() => file.OpenDataset("variable").WriteStrings(["a"]));
    }

    private Hdf5File OddTypes()
    {
        var path = _folder["odd.h5"];
        Python.Run($"""
            import h5py, numpy as np
            f = h5py.File(r"{path}", "w")
            f["records"] = np.array([(1, 2.5, b"ab", True), (3, 4.5, b"cde", False)], [("i", ">i4"), ("f", "f4"), ("s", "S3"), ("b", "?")])
            v = f.create_dataset("texts", 2, np.dtype([("t", h5py.string_dtype()), ("n", "i8")])); v[...] = [("α", 1), ("βγ", 2)]
            f.create_dataset("arrays", 2, np.dtype(("i4", (2, 3)))); f["complex"] = np.array([1+2j]); f["opaque"] = np.array([b"abcd"], "V4")
            s = f.create_dataset("sequences", 2, h5py.vlen_dtype("i4")); s[0] = [1]; f["null"] = h5py.Empty("i4")
            c = h5py.h5t.STD_U16LE.copy(); c.set_precision(12); c.set_offset(2)
            d = h5py.h5d.create(f.id, b"twelve", c, h5py.h5s.create_simple((2,))); d.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array([5, 4095], "u2"))
            b = h5py.h5d.create(f.id, b"bits", h5py.h5t.STD_B16BE, h5py.h5s.create_simple((2,)))
            b.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array([1, 65535], "u2"), h5py.h5t.NATIVE_B16)
            f["named"] = np.dtype("f8"); f["reference"] = np.array([f["bits"].ref], h5py.ref_dtype); f["wide"] = np.array([1.5, -2], "g")
            """);
        return Hdf5File.OpenRead(path);
    }

    [PythonFact("h5py")]
    public void Records_are_read_by_field()
    {
        using var file = OddTypes();
        using var records = file.OpenDataset("records");
        Assert.Equal("{i: >i4, f: <f4, s: |S3, b: |b1}", records.Type.ToString());
        Assert.Equal([1, 3], records.ReadField<long>("i"));
        Assert.Equal([2.5f, 4.5f], records.ReadField<float>("f"));
        Assert.Equal(["ab", "cde"], records.ReadFieldStrings("s"));
        Assert.Equal([true, false], records.ReadField<bool>("b"));
        Assert.Throws<ArrayFormatException>(() => records.ReadField<int>("s"));
        Assert.Throws<ArrayFormatException>(() => records.ReadField<int>("none"));
        Assert.Throws<ArrayFormatException>(() => records.ReadAll<int>());
        Assert.Equal(["α", "βγ"], file.OpenDataset("texts").ReadFieldStrings("t"));
    }

    [PythonFact("h5py")]
    public void Odd_types_of_h5py_are_described_and_read()
    {
        using var file = OddTypes();
        Assert.Equal("(2, 3)<i4", file.OpenDataset("arrays").Type.ToString());
        Assert.Equal("{r: <f8, i: <f8}", file.OpenDataset("complex").Type.ToString());
        Assert.Equal("|V4", file.OpenDataset("opaque").Type.ToString());
        Assert.Equal("sequence of <i4", file.OpenDataset("sequences").Type.ToString());
        Assert.Equal("reference", file.OpenDataset("reference").Type.ToString());
        Assert.Equal("<f8", Assert.IsType<Hdf5NamedType>(file.Open("named")).Type.ToString());
        Assert.True(file.OpenDataset("null").IsNull);
        Assert.Empty(file.OpenDataset("null").ReadAll<int>());
        using var twelve = file.OpenDataset("twelve");
        Assert.True(twelve.Type.NeedsConversion);
        Assert.Equal(ElementType.UInt16, twelve.Type.Element);
        Assert.Equal([5, 4095], twelve.ReadAll<ushort>());
        Assert.Equal(ElementType.UInt16, file.OpenDataset("bits").Type.Element);
        Assert.Equal([1u, 65535], file.OpenDataset("bits").ReadAll<uint>());
        Assert.Equal(ElementType.Float64, file.OpenDataset("wide").Type.Element);
        Assert.Equal([1.5, -2], file.OpenDataset("wide").ReadAll<double>());
    }
}

namespace DelayedArrays.Tests;

public sealed class AttributeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Values_come_back()
    {
        var path = _folder["x.h5"];
        using (var file = Hdf5File.Create(path))
        {
            var attributes = file.Root.Attributes;
            attributes.Set("text", "naïve 日本");
            attributes.Set("empty", "");
            attributes.Set("number", 42);
            attributes.Set("float", 2.5f);
            attributes.Set("flag", true);
            attributes.SetArray<long>("shape", [700, -3, long.MaxValue]);
            attributes.SetArray("names", ["a", "", "ccc"]);
            attributes.SetArray("none", ReadOnlySpan<string>.Empty);
            attributes.Set("number", 43);
            attributes.Set("gone", 1);
            attributes.Delete("gone");
        }
        using var read = Hdf5File.OpenRead(path);
        var found = read.Root.Attributes;
        Assert.Equal(["empty", "flag", "float", "names", "none", "number", "shape", "text"], found.Names);
        Assert.Equal("naïve 日本", found["text"].ReadString());
        Assert.Equal("", found["empty"].ReadString());
        Assert.Equal(43, found["number"].ReadInt64());
        Assert.Equal(43.0, found["number"].ReadDouble());
        Assert.Equal(2.5, found["float"].ReadDouble());
        Assert.True(found["flag"].ReadBoolean());
        Assert.True(found["flag"].Type.IsBoolean);
        Assert.Equal([700, -3, long.MaxValue], found["shape"].ReadInt64Array());
        Assert.Equal(["a", "", "ccc"], found["names"].ReadStrings());
        Assert.Empty(found["none"].ReadStrings());
        Assert.Null(found.Find("gone"));
        Assert.False(found.Contains("gone"));
    }

    [Fact]
    public void Wrong_expectations_are_errors_that_name_the_attribute()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        var attributes = file.Root.Attributes;
        attributes.Set("text", "x");
        attributes.Set("half", 0.5);
        attributes.SetArray("two", [1, 2]);
        attributes.Set("huge", ulong.MaxValue);
        string Message(Action read) => Assert.Throws<ArrayFormatException>(read).Message;
        Assert.Contains("'text' of type string", Message(() => attributes["text"].ReadInt64()), StringComparison.Ordinal);
        Assert.Contains("expected numbers", Message(() => attributes["text"].ReadDouble()), StringComparison.Ordinal);
        Assert.Contains("expected strings", Message(() => attributes["half"].ReadString()), StringComparison.Ordinal);
        Assert.Contains("expected whole numbers", Message(() => attributes["half"].ReadInt64()), StringComparison.Ordinal);
        Assert.Contains("expected one element", Message(() => attributes["two"].ReadInt64()), StringComparison.Ordinal);
        Assert.Contains("expected 64-bit", Message(() => attributes["huge"].ReadInt64()), StringComparison.Ordinal);
        Assert.Contains("no attribute 'none'", Message(() => _ = attributes["none"]), StringComparison.Ordinal);
        Assert.Contains("'large'", Message(() => attributes.SetArray<int>("large", new int[50_000])), StringComparison.Ordinal);
    }

    [PythonFact("h5py")]
    public void All_that_h5py_writes_is_read()
    {
        var path = _folder["x.h5"];
        Python.Run($"""
            import h5py, numpy as np
            f = h5py.File(r"{path}", "w"); a = f.attrs
            a["variable"] = "grün"; a["fixed"] = np.bytes_(b"abc"); a["list"] = ["x", "yy"]; a["fixed_list"] = np.array([b"a", b"bcd"])
            a["flag"] = True; a["flags"] = np.array([True, False]); a["big"] = np.array([1, 2], ">i4"); a["u8"] = np.uint64(2**63)
            a["half"] = np.float16(1.5); a["grid"] = np.arange(6).reshape(2, 3); a["null"] = h5py.Empty("f8"); a["whole"] = 3.0
            t = h5py.h5t.C_S1.copy(); t.set_size(6); t.set_strpad(h5py.h5t.STR_SPACEPAD)
            s = h5py.h5a.create(f.id, b"spaces", t, h5py.h5s.create(h5py.h5s.SCALAR)); s.write(np.array(b"ab    "), t)
            f["data"] = [1, 2]; a["reference"] = f["data"].ref
            """);
        using var file = Hdf5File.OpenRead(path);
        var found = file.Root.Attributes;
        Assert.Equal("grün", found["variable"].ReadString());
        Assert.Equal("abc", found["fixed"].ReadString());
        Assert.Equal("ab", found["spaces"].ReadString());
        Assert.Equal(["x", "yy"], found["list"].ReadStrings());
        Assert.Equal(["a", "bcd"], found["fixed_list"].ReadStrings());
        Assert.True(found["flag"].ReadBoolean());
        Assert.Equal([true, false], found["flags"].ReadBooleanArray());
        Assert.Equal([1, 2], found["big"].ReadInt64Array());
        Assert.Throws<ArrayFormatException>(() => found["u8"].ReadInt64());
        Assert.Equal(9223372036854775808.0, found["u8"].ReadDouble());
        Assert.Equal(1.5, found["half"].ReadDouble());
        Assert.Equal([2, 3], found["grid"].Shape.AsSpan());
        Assert.Equal([0, 1, 2, 3, 4, 5], found["grid"].ReadInt64Array());
        Assert.True(found["null"].IsNull);
        Assert.Empty(found["null"].ReadDoubleArray());
        Assert.Equal(3, found["whole"].ReadInt64());
        Assert.Equal("/data", found["reference"].OpenReference().Path);
    }

    [PythonFact("h5py")]
    public void Python_reads_what_is_written()
    {
        var path = _folder["x.h5"];
        using (var file = Hdf5File.Create(path))
        {
            var attributes = file.Root.CreateGroup("g").Attributes;
            attributes.Set("encoding-type", "csr_matrix");
            attributes.SetArray<long>("shape", [3, 4]);
            attributes.SetArray("order", ["α", "b"]);
            attributes.Set("flag", true);
            attributes.Set("half", (Half)0.5);
        }
        Assert.Equal(
            "csr_matrix [3, 4] ['α', 'b'] True bool 0.5 float16",
            Python.Run($"""
                import h5py
                a = h5py.File(r"{path}")["g"].attrs
                print(a["encoding-type"], a["shape"].tolist(), list(a["order"]), a["flag"], a["flag"].dtype, a["half"], a["half"].dtype)
                """));
    }
}

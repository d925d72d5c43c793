namespace DelayedArrays.Tests;

/// <summary>Names in HDF5 are bytes. Names that are not UTF-8 can be listed, opened, created and moved like others.</summary>
public sealed class NameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact("h5py, numpy")]
    public void Names_of_h5py_that_are_not_UTF8_are_listed_and_opened()
    {
        var path = _folder["x.h5"];
        Python.Run($$"""
            import h5py, numpy as np
            f = h5py.File(r"{{path}}", "w")
            f[b"caf\xe9"] = np.arange(3)
            f[b"\xff/in\xfe"] = [1.5]
            f["tab\tname"] = 7
            f["C:\\xfer"] = 8
            f.attrs["plain"] = 1
            space = h5py.h5s.create(h5py.h5s.SCALAR)
            h5py.h5a.create(f.id, b"na\xefve", h5py.h5t.NATIVE_INT32, space).write(np.array(9, "i4"))
            f.id.links.create_soft(b"z\xe9ro", b"/caf\xe9")
            t = h5py.h5t.create(h5py.h5t.COMPOUND, 8)
            t.insert(b"\xe4", 0, h5py.h5t.NATIVE_INT32); t.insert(b"b", 4, h5py.h5t.NATIVE_INT32)
            h5py.h5d.create(f.id, b"rows", t, h5py.h5s.create_simple((2,)))
            e = h5py.h5t.enum_create(h5py.h5t.NATIVE_INT8); e.enum_insert(b"\xd6l", 3)
            h5py.h5d.create(f.id, b"enum", e, space)
            o = h5py.h5t.create(h5py.h5t.OPAQUE, 4); o.set_tag(b"\xb5")
            h5py.h5d.create(f.id, b"opaque", o, space)
            f.close()
            """);
        using var file = Hdf5File.OpenRead(path);
        Assert.Equal([@"C:\x5Cxfer", @"caf\xE9", "enum", "opaque", "rows", @"tab\x09name", @"z\xE9ro", @"\xFF"], file.Root.Names);
        foreach (var member in file.Root.Descendants())
            Assert.Equal(member.Path, file.Open(member.Path).Path);
        Assert.Equal([0, 1, 2], file.OpenDataset(@"caf\xE9").ReadAll<long>());
        Assert.Equal([0, 1, 2], file.OpenDataset(@"z\xe9ro").ReadAll<long>());
        Assert.Equal([1.5], Hdf5Array.Open<double>(path, @"/\xFF/in\xFE").ToArray());
        Assert.Equal([7], file.OpenDataset("tab\tname").ReadAll<long>());
        Assert.Equal([8], file.OpenDataset(@"C:\x5Cxfer").ReadAll<long>());
        Assert.Equal(@"/caf\xE9", file.Root.Members.Single(member => member.Link == Hdf5LinkKind.Soft).TargetPath);
        Assert.Equal([@"na\xEFve", "plain"], file.Root.Attributes.Names);
        Assert.Equal(9, file.Root.Attributes[@"na\xEFve"].ReadInt64());
        Assert.Equal((string[])[@"\xE4", "b"], file.OpenDataset("rows").Type.Fields.Select(field => field.Name).ToArray());
        Assert.Equal(@"\xD6l", file.OpenDataset("enum").Type.Members.Single().Key);
        Assert.Equal(@"\xB5", file.OpenDataset("opaque").Type.Tag);
        Assert.Contains(@"'caf\xEA'", Assert.Throws<ArrayFormatException>(() => file.Open(@"caf\xEA/b")).Message, StringComparison.Ordinal);
        Assert.Contains("zero byte", Assert.Throws<ArgumentException>(() => file.Open(@"a\x00b")).Message, StringComparison.Ordinal);
    }

    [PythonFact("h5py")]
    public void Names_that_are_not_UTF8_are_written_moved_and_removed()
    {
        var path = _folder["x.h5"];
        Delayed.FromMemory([1, 2, 3], 3).WriteHdf5(path, @"g\xE9/d\xFF", new() { Chunks = [2] });
        Delayed.FromMemory([4, 5, 6], 3).WriteHdf5(path, @"g\xE9/d\xFF", new() { Overwrite = true });
        Delayed.FromMemory([1f, 0, 0, 2], 2, 2).WriteHdf5Sparse(path, @"s\xDF", new() { Layout = SparseLayout.Csr });
        using (var file = Hdf5File.OpenEdit(path))
        {
            file.Root.Move(@"g\xE9", @"h\xE8");
            file.Root.CreateSoftLink(@"soft\xE0", @"/h\xE8/d\xFF");
            file.Root.CreateHardLink(@"hard\xE1", @"h\xE8/d\xFF");
            file.Root.CreateGroup(@"gone\xE2").Dispose();
            file.Root.Delete(@"gone\xE2");
            file.Root.Attributes.Set(@"a\xE3", 5);
        }
        Assert.Equal(
            """
            [b'hard\xe1', b'h\xe8', b'soft\xe0', b's\xdf'] [4, 5, 6] [4, 5, 6] [4, 5, 6] 5 [1.0, 2.0]
            """,
            Python.Run($"""
                import h5py
                f = h5py.File(r"{path}")
                names = []; f.id.links.visit(lambda name: names.append(name) if b'/' not in name else None)
                at = h5py.h5a.open(f.id, b"a\xe3"); import numpy as np; value = np.zeros((), "i4"); at.read(value)
                print(sorted(names), *(f[name][:].tolist() for name in (b"h\xe8/d\xff", b"soft\xe0", b"hard\xe1")), value, f[b"s\xdf/data"][:].tolist())
                """));
        Assert.Equal([1, 0, 0, 2], Hdf5Array.Open<float>(path, @"s\xDF").ToArray());
        Assert.True(File.Exists(Hdf5SparseMatrix.BuildIndex(path, @"s\xDF")));
        using var again = Hdf5File.OpenRead(path);
        Assert.True(Hdf5SparseMatrix.HasIndex(again.OpenGroup(@"s\xDF")));
    }

    [Fact]
    public void An_object_that_is_damaged_hides_no_others()
    {
        var path = _folder["x.h5"];
        using (var file = Hdf5File.Create(path, compatibility: Hdf5Compatibility.V110))
        {
            foreach (var name in (string[])["a", "b", "g/c", "h"])
                file.Root.CreateDataset(name, Hdf5DataType.Of<int>(), [3]).WriteAll([1, 2, 3]);
        }
        var bytes = File.ReadAllBytes(path);
        // Headers of this version begin with a signature, and have a check: of the root, a, b, g ...
        var headers = Enumerable.Range(0, bytes.Length - 4).Where(i => bytes.AsSpan(i, 4).SequenceEqual("OHDR"u8)).ToArray();
        foreach (var header in headers[1..])
        {
            var broken = (byte[])bytes.Clone();
            broken[header + 8] ^= 0xFF;
            File.WriteAllBytes(path, broken);
            using var file = Hdf5File.OpenRead(path);
            var members = file.Root.Descendants().ToArray();
            var damaged = Assert.Single(members, member => member.Damage is not null);
            Assert.Contains($"x.h5::{damaged.Path}: cannot be opened", damaged.Damage, StringComparison.Ordinal);
            foreach (var member in members.Where(member => member.Damage is null && member.Kind == Hdf5ObjectKind.Dataset))
                Assert.Equal([1, 2, 3], file.OpenDataset(member.Path).ReadAll<int>());
            Assert.Equal(damaged.Path == "/g" ? 4 : 5, members.Length);
        }
    }

    [Fact]
    public void Groups_may_be_nested_ever_so_deep()
    {
        const int Depth = 1000;
        using var file = Hdf5File.Create(_folder["x.h5"]);
        file.Root.CreateGroup(string.Join('/', Enumerable.Repeat("g", Depth))).Dispose();
        var count = 0;
        var thread = new Thread(() => count = file.Root.Descendants().Count(), 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal(Depth, count);
    }
}

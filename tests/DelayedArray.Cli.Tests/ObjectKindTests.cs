namespace DelayedArrays.Tests;

/// <summary>Every command on every kind of object of an HDF5 file answers, or refuses in one line.</summary>
public sealed class ObjectKindTests : IDisposable
{
    private const string Script = """
        import h5py, numpy as np, sys
        folder = sys.argv[1] + "/"
        f = h5py.File(folder + "kinds.h5", "w")
        f["numbers"] = np.arange(12.).reshape(3, 4)
        f["scalar"] = 3.5
        f["bool"] = np.array([True, False])
        f["half"] = np.zeros(2, "f2")
        f["long double"] = np.zeros(2, np.longdouble)
        f["empty"] = np.zeros((0, 3), "f4")
        f.create_dataset("32 axes", (1,) * 32, "i1")
        f.create_group("group")
        f["group/back"] = h5py.SoftLink("/")
        f["group/again"] = f["/"]
        f["type"] = np.dtype("f4")
        f["record type"] = np.dtype([("a", "i4"), ("b", "f8")])
        f["null"] = h5py.Empty("f4")
        f["null string"] = h5py.Empty(h5py.string_dtype())
        f["string"] = "hello"
        f["fixed string"] = np.bytes_(b"abc")
        f.create_dataset("strings", data=["a", "b"], dtype=h5py.string_dtype())
        d = f.create_dataset("sequences", (3,), h5py.vlen_dtype("i4")); d[0] = [1, 2]
        f.create_dataset("references", (2,), h5py.ref_dtype)[0] = f["group"].ref
        f.create_dataset("regions", (2,), h5py.regionref_dtype)[0] = f["numbers"].regionref[1:, :2]
        f["records"] = np.zeros(3, [("a", "i4"), ("b", "f8")])
        f["complex"] = np.array([1 + 2j])
        f["enum"] = np.array([0, 1], "i1").astype(h5py.enum_dtype({"A": 0, "B": 1}, "i1"))
        f["opaque"] = np.array([b"abcd", b"efgh"], "V4")
        f.create_dataset("dates", data=np.array(["2020-01-01"], "M8[s]").astype(h5py.opaque_dtype("M8[s]")))
        f.create_dataset("arrays", (2,), np.dtype(("f4", (3,))))
        h5py.h5d.create(f.id, b"bits", h5py.h5t.STD_B8LE, h5py.h5s.create_simple((3,)))
        h5py.h5d.create(f.id, b"time", h5py.h5t.UNIX_D32LE, h5py.h5s.create_simple((2,)))
        f["soft"] = h5py.SoftLink("/numbers")
        f["soft to type"] = h5py.SoftLink("/type")
        f["soft to group"] = h5py.SoftLink("/group")
        f["soft to nothing"] = h5py.SoftLink("/absent")
        f["soft to itself"] = h5py.SoftLink("/soft to itself")
        f["loop 1"] = h5py.SoftLink("/loop 2")
        f["loop 2"] = h5py.SoftLink("/loop 1")
        f["external"] = h5py.ExternalLink("other.h5", "/y")
        f["external to no file"] = h5py.ExternalLink("absent.h5", "/y")
        f["external to no object"] = h5py.ExternalLink("other.h5", "/absent")
        f["external to no HDF5"] = h5py.ExternalLink("text.h5", "/y")
        f["external to itself"] = h5py.ExternalLink("kinds.h5", "/external to itself")
        f["external to type"] = h5py.ExternalLink("other.h5", "/type")
        f["external to root"] = h5py.ExternalLink("other.h5", "/")
        f.create_dataset("raw file missing", (3,), "f4", external=[("absent.bin", 0, 12)])
        layout = h5py.VirtualLayout((2, 3), "f8"); layout[0] = h5py.VirtualSource("absent.h5", "x", (3,))
        f.create_virtual_dataset("virtual", layout)
        def sparse(name, data, indices, indptr, **attributes):
            g = f.create_group(name)
            g["data"] = data; g["indices"] = indices; g["indptr"] = indptr
            for key, value in attributes.items(): g.attrs[key.replace("_", "-")] = value
        csr = {"encoding_type": "csr_matrix", "shape": [3, 3]}
        parts = (np.arange(3.), np.array([0, 1, 2]), np.array([0, 1, 2, 3]))
        sparse("sparse", *parts, **csr)
        sparse("bare", *parts)
        sparse("sparse of strings", np.array([b"a", b"b", b"c"]), *parts[1:], **csr)
        sparse("sparse with null", np.arange(3.), np.zeros((), "i4"), h5py.Empty("f4"), **csr)
        sparse("sparse of types", np.dtype("f4"), np.dtype("i4"), parts[2], **csr)
        sparse("sparse beyond", *parts, encoding_type="csr_matrix", shape=[3, 2])
        sparse("sparse of bad shape", *parts, encoding_type="csr_matrix", shape="wide")
        g = f.create_group("sparse of groups"); [g.create_group(name) for name in ("data", "indices", "indptr")]; g.attrs.update({"encoding-type": "csr_matrix", "shape": [3, 3]})
        f[b"caf\xe9"] = np.arange(3.)
        f["a::b"] = np.arange(3.)
        f["line\nbreak"] = np.arange(3.)
        o = h5py.File(folder + "other.h5", "w"); o["y"] = np.arange(3); o["type"] = np.dtype("i2")
        """;

    private static readonly string[][] Commands =
    [
        ["info"], ["info", "--json"], ["show"], ["show", "--all"], ["show", "--json"], ["show", "--sparse"], ["stats"],
        ["stats", "--axis", "0", "--json"], ["stats", "--explain"], ["tree"], ["verify"], ["verify", "--json"], ["index"],
        ["info", "--layout", "csr", "--shape", "3,3"], ["stats", "--layout", "csc", "--shape", "3,3"], ["verify", "--layout", "csr", "--shape", "3,3"],
    ];

    private readonly Darray _darray = new();

    public void Dispose() => _darray.Dispose();

    [PythonFact("h5py, numpy")]
    public void Every_command_answers_or_refuses_in_one_line()
    {
        Make();
        var kinds = Kinds();
        Assert.True(kinds.Length > 50, $"{kinds.Length} kinds");
        foreach (var kind in kinds)
        {
            var address = "@/kinds.h5::" + kind.Replace("::", @"\x3A:", StringComparison.Ordinal);
            foreach (var command in Commands)
                Check([command[0], address, .. command[1..]]);
            Check("convert", address, "@/out.h5::X", "--overwrite", "--quiet");
            Check("convert", address, "@/out.zarr::X", "--overwrite", "--quiet");
            Check("convert", "@/a.h5::X", address);
            Check("show", "@/a.h5::X", "--in", "y=" + address, "--expr", "x[:3, :4] + y");
        }
    }

    [PythonFact("h5py, numpy")]
    public void Commands_on_the_whole_file_leave_nothing_out()
    {
        Make();
        var (code, output, error) = _darray.Run("info", "@/kinds.h5");
        Assert.True(code == 0, error);
        var lines = output.TrimEnd().Split('\n');
        Assert.Equal(Kinds().Length + 1, lines.Length);
        Assert.Contains(lines, line => line.StartsWith(@"  /caf\xE9 ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith(@"  /line\x0Abreak ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("  /type ", StringComparison.Ordinal) && line.EndsWith("type float32", StringComparison.Ordinal));

        var verified = _darray.Run("verify", "@/kinds.h5");
        Assert.Equal(1, verified.Code);
        string[] failed = [.. verified.Error.TrimEnd().Split('\n').Select(line => line.Split("kinds.h5::/", 2)[1].Split(':')[0]).Order(StringComparer.Ordinal)];
        Assert.Equal("raw file missing|sparse beyond|sparse of bad shape|sparse of groups|sparse of strings|sparse of types|sparse with null", string.Join('|', failed));
        Assert.All(verified.Error.TrimEnd().Split('\n'), line => Assert.Equal(1, line.Split("kinds.h5").Length - 1));
        Assert.Contains("/bare: not checked as a sparse matrix, because it does not state its layout and shape (--layout, --shape)", verified.Output, StringComparison.Ordinal);
        Assert.Contains(@"/caf\xE9: 3 elements read", verified.Output, StringComparison.Ordinal);
        Assert.Contains("/virtual: 6 elements read", verified.Output, StringComparison.Ordinal);
        Assert.EndsWith(" read, 7 cannot be; 8 not read", verified.Output.TrimEnd(), StringComparison.Ordinal);
    }

    private void Make()
    {
        File.WriteAllText(_darray.Path("text.h5"), "hello");
        Python.Run(Script, _darray.Path(""));
    }

    private string[] Kinds()
    {
        using var file = Hdf5File.OpenRead(_darray.Path("kinds.h5"));
        return [.. file.Root.Names];
    }

    private void Check(params string[] arguments)
    {
        var (code, output, error) = _darray.Run(arguments);
        var told = $"{string.Join(' ', arguments)}: {code}\n{output}{error}";
        Assert.True(code is 0 or 1 or 2, told);
        Assert.DoesNotContain("a bug in this program", error, StringComparison.Ordinal);
        if (code == 0)
        {
            // That a sparse array is written dense, or that sums of dates are of integers.
            Assert.True(error.Length == 0 || (error.StartsWith("darray: ", StringComparison.Ordinal) && error.TrimEnd().Split('\n').Length == 1), told);
            return;
        }
        // Of a group, verify tells all that is wrong in it.
        var lines = error.TrimEnd().Split('\n');
        Assert.True(lines.Length == 1 || arguments[0] == "verify", told);
        Assert.All(lines, line => Assert.StartsWith("darray: ", line, StringComparison.Ordinal));
    }
}

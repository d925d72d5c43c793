namespace DelayedArrays.ZarrTests;

/// <summary>Sparse groups: written in either layout, read back, appended to, and read by anndata.</summary>
public sealed class ZarrSparseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("memory", 2, SparseLayout.Csr, null)]
    [InlineData("folder", 2, SparseLayout.Csc, null)]
    [InlineData("folder", 3, SparseLayout.Csr, null)]
    [InlineData("zip", 3, SparseLayout.Csc, null)]
    [InlineData("folder", 3, SparseLayout.Csc, 303)]
    [InlineData("memory", null, SparseLayout.Csr, 101)]
    public void MatricesAreReadBackAndAppendedTo(string kind, int? version, SparseLayout layout, int? shard)
    {
        using ZarrStore store = kind switch
        {
            "memory" => new MemoryZarrStore(),
            "zip" => ZipZarrStore.Create(_folder["a.zip"]),
            _ => new DirectoryZarrStore(_folder["a.zarr"], new(Writable: true)),
        };
        var axis = layout == SparseLayout.Csr ? 0 : 1;
        foreach (var type in WriteSamples.Types)
        {
            var whole = Matrix(type, 90, 70);
            ZarrSparseWriteOptions options = new()
            {
                Layout = layout,
                ChunkLength = 101,
                ShardLength = shard,
                IndexType = (int)type % 2 == 0 ? SparseIndexType.Int64 : SparseIndexType.Automatic,
                OffsetType = (int)type % 3 == 0 ? SparseIndexType.Int32 : SparseIndexType.Automatic,
                Storage = new() { Version = version, IsBigEndian = (int)type % 2 == 0, Attributes = ZarrWriteTests.Json("""{"kept":1}""") },
            };
            var path = $"g/{type.Name()}";
            Part(whole, axis, 0, 40).WriteZarrSparse(store, path, options);
            Same(Part(whole, axis, 0, 40), ZarrArray.Open(store, path));
            ZarrSparseMatrix.Append(store, path, Part(whole, axis, 40, 41));
            ZarrSparseMatrix.Append(store, path, Part(whole, axis, 41, 41));
            ZarrSparseMatrix.Append(store, path, Part(whole, axis, 41, whole.Shape[axis]));
            var found = ZarrArray.Open(store, path);
            Assert.True(found.IsSparse);
            Same(whole, found);
            if (version == 2)
                continue;
            var objects = store.List(new StoreKey($"{path}/data/c")).Count();
            Assert.Equal((ZarrArray.Open(store, $"{path}/data").Shape[0] + (shard ?? 101) - 1) / (shard ?? 101), objects);
            Assert.Equal(1, ZarrGroup.Open(store, path).Attributes.GetProperty("kept").GetInt32());
        }
    }

    [Fact]
    public void AnInterruptedAppendLeavesTheOldMatrixAndIsGoneOver()
    {
        MemoryZarrStore store = new();
        var old = Matrix(ElementType.Float32, 50, 30).As<float>();
        var added = Matrix(ElementType.Float32, 33, 30).As<float>();
        for (var room = 0; ; room++)
        {
            old.WriteZarrSparse(store, "m", new() { ChunkLength = 100, Storage = new() { Overwrite = true } });
            using FullStore full = new(store, room);
            try
            {
                ZarrSparseMatrix.Append(full, "m", added);
                Assert.True(room > 10);
                break;
            }
            catch (IOException error)
            {
                Assert.Contains("No space left", error.Message);
            }
            Same(old, ZarrArray.Open(store, "m"));
            ZarrSparseMatrix.Append(store, "m", added);
            Same(Delayed.Concatenate(0, old, added), ZarrArray.Open(store, "m"));
        }
    }

    [Fact]
    public void WhatIsWrongIsSaid()
    {
        MemoryZarrStore store = new();
        var matrix = Matrix(ElementType.Int32, 10, 10);
        matrix.WriteZarrSparse(store, "m");
        Assert.Throws<ShapeMismatchException>(() => WriteSamples.Array<int>(3).WriteZarrSparse(store, "v"));
        Assert.Throws<IOException>(() => matrix.WriteZarrSparse(store, "m"));
        Assert.Throws<ArgumentException>(() => matrix.WriteZarrSparse(store, "x", new() { ChunkLength = 0 }));
        Assert.Throws<ArgumentException>(() => matrix.WriteZarrSparse(store, "x", new() { Storage = new() { Chunks = [3, 3] } }));
        Assert.Contains("not multiples", Assert.Throws<ArgumentException>(
            () => matrix.WriteZarrSparse(new MemoryZarrStore(), "x", new() { ChunkLength = 10, ShardLength = 15 })).Message, StringComparison.Ordinal);
        Assert.Contains("only Zarr 3 has shards", Assert.Throws<ArgumentException>(
            () => matrix.WriteZarrSparse(new MemoryZarrStore(), "x", new() { ChunkLength = 10, ShardLength = 20, Storage = new() { Version = 2 } })).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeMismatchException>(() => ZarrSparseMatrix.Append(store, "m", Matrix(ElementType.Int32, 3, 9)));
        Assert.Throws<OverflowException>(() => ZarrSparseMatrix.Append(store, "m", Delayed.Constant(0.5, 3, 10)));
        Assert.Throws<ArrayFormatException>(() => ZarrSparseMatrix.Append(store, "n", matrix));
        Assert.Equal(["m"], ZarrGroup.Open(store).Members().Select(member => member.Name).ToArray());
        store.Delete(new StoreKey("m/data/.zarray"));
        Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store, "m"));
        store.WriteText("m/.zattrs", """{"encoding-type":"csr_matrix"}""");
        Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store, "m"));
    }

    [Fact]
    public void MoreThanTheBudgetIsWrittenWithinIt()
    {
        const long Budget = 16 << 20;
        ExecutionReport? report = null;
        var array = Delayed.FromFunction<double>([40_000, 1000], at => (at[0] + at[1]) % 10 == 0 ? at[0] + 1 : 0);
        array.WriteZarrSparse(_folder["m.zarr"], "", new() { Layout = SparseLayout.Csr }, new() { MemoryBudget = Budget, Report = found => report = found });
        Assert.True(array.Shape.Count * sizeof(double) > 19 * Budget);
        Assert.InRange(report!.PeakBytes, 1, Budget);
        using var store = ZarrStores.Open(_folder["m.zarr"]);
        Assert.Equal(array[39_000.., ..50].ToArray(), ZarrArray.Open<double>(store)[39_000.., ..50].ToArray());
    }

    [PythonFact("zarr, anndata")]
    public void AnndataReadsThem()
    {
        foreach (var layout in (SparseLayout[])[SparseLayout.Csr, SparseLayout.Csc])
        {
            Matrix(ElementType.Float32, 60, 40).WriteZarrSparse(_folder["a.zarr"], $"{layout}", new() { Layout = layout, ChunkLength = 50 });
            using DirectoryZarrStore store = new(_folder["a.zarr"], new(Writable: true));
            ZarrSparseMatrix.Append(store, $"{layout}", layout == SparseLayout.Csr
                ? Matrix(ElementType.Float32, 5, 40) : Matrix(ElementType.Float32, 60, 5));
        }
        var printed = Python.Run(
            """
            import sys, warnings
            warnings.simplefilter("ignore")
            import zarr, numpy as np
            from anndata.experimental import read_elem, write_elem
            def matrix(rows, columns):
                i = np.arange(rows * columns)
                return np.where(i % 7 == 0, i % 13 - 3, 0).reshape(rows, columns)
            group = zarr.open(sys.argv[1], mode="r+")
            csr, csc = read_elem(group["Csr"]), read_elem(group["Csc"])
            assert (csr.toarray() == np.vstack([matrix(60, 40), matrix(5, 40)])).all()
            assert (csc.toarray() == np.hstack([matrix(60, 40), matrix(60, 5)])).all()
            print(csr.format, csr.dtype, csr.has_sorted_indices, csc.format, csc.nnz == csc.count_nonzero())
            write_elem(group, "back", csc)
            """, _folder["a.zarr"]);
        Assert.Equal("csr float32 True csc True", printed);
        using var opened = ZarrStores.Open(_folder["a.zarr"]);
        Same(ZarrArray.Open(opened, "Csc"), ZarrArray.Open(opened, "back"));
    }

    private static DelayedArray Matrix(ElementType type, int rows, int columns)
    {
        var values = Delayed.FromMemory(
            [.. Enumerable.Range(0, rows * columns).Select(i => i % 7 == 0 ? (i % 13) - 3 : 0)], rows, columns);
        return type == ElementType.Boolean ? values.Map<bool, IsPositive>(default) : type.Dispatch(new Caster(values));
    }

    private static DelayedArray Part(DelayedArray matrix, int axis, long start, long end)
    {
        var lengths = matrix.Shape.ToArray();
        lengths[axis] = end - start;
        var starts = new long[2];
        starts[axis] = start;
        return WriteSamples.Take(matrix, new Box(new Shape(starts), new Shape(lengths)));
    }

    private static void Same(DelayedArray expected, DelayedArray found) => WriteSamples.AssertEqual(expected, found);

    private readonly record struct IsPositive : IUnaryOp<int, bool>
    {
        public string Name => "IsPositive";

        public void Apply(ReadOnlySpan<int> x, Span<bool> y)
        {
            for (var i = 0; i < x.Length; i++)
                y[i] = x[i] > 0;
        }
    }

    private sealed class Caster(DelayedArray<int> values) : IElementVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged => values.Cast<T>();
    }
}

namespace DelayedArrays.ZarrTests;

/// <summary>Values of sparse groups changed in place and by rewriting, what interrupted changes leave, and verification.</summary>
public sealed class ZarrSparseChangeTests : IDisposable
{
    private const int Rows = 60;
    private const int Columns = 40;

    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("memory", 2, SparseLayout.Csr, null)]
    [InlineData("folder", 2, SparseLayout.Csc, null)]
    [InlineData("folder", 3, SparseLayout.Csr, 74)]
    [InlineData("zip", 3, SparseLayout.Csc, null)]
    public void Values_change_where_they_are(string kind, int version, SparseLayout layout, int? shard)
    {
        using ZarrStore store = kind switch
        {
            "memory" => new MemoryZarrStore(),
            "zip" => ZipZarrStore.Create(_folder["a.zip"]),
            _ => new DirectoryZarrStore(_folder["a.zarr"], new(Writable: true)),
        };
        var values = Values(1);
        Matrix(values).WriteZarrSparse(
            store, "g/X", new() { Layout = layout, ChunkLength = 37, ShardLength = shard, Storage = new() { Version = version } });
        var random = new Random(3);
        for (var time = 0; time < 20; time++)
        {
            var (row, column) = (random.Next(Rows), random.Next(Columns));
            var (height, width) = (random.Next(1, Rows - row + 1), random.Next(1, Columns - column + 1));
            var block = new float[height * width];
            for (var i = 0; i < block.Length; i++)
            {
                ref var value = ref values[((row + (i / width)) * Columns) + column + (i % width)];
                block[i] = value = value == 0 ? 0 : random.Next(1, 1000);
            }
            ZarrSparseMatrix.SetValues(store, "g/X", (row, column), Delayed.FromMemory(block, height, width));
            Assert.Equal(values, Read(store, "g/X"));
        }
        var found = ZarrSparseMatrix.Verify(store, "g/X");
        Assert.True(found is { IsValid: true, HasSortedIndices: true, Duplicates: 0, ExplicitZeros: 0, HasLeftovers: false }, found.ToString());
    }

    [Theory]
    [InlineData(2, SparseLayout.Csr)]
    [InlineData(3, SparseLayout.Csc)]
    public void Another_pattern_is_refused_or_rewritten(int version, SparseLayout layout)
    {
        var location = _folder["a.zarr"];
        var values = Values(1);
        Matrix(values).WriteZarrSparse(location, "X", new()
        {
            Layout = layout,
            ChunkLength = 50,
            IndexType = SparseIndexType.Int64,
            Storage = new() { Version = version, Compression = "gzip", Attributes = ZarrWriteTests.Json("""{"kept":1}""") },
        });
        var (zero, entry) = (Array.IndexOf(values, 0f), Array.FindIndex(values, value => value != 0));
        foreach (var (at, value) in ((int, float)[])[(zero, 5), (entry, 0)])
        {
            var refused = Assert.ThrowsAny<InvalidOperationException>(
                () => ZarrSparseMatrix.SetValue(location, "X", (at / Columns, at % Columns), value));
            Assert.Contains($"({at / Columns}, {at % Columns})", refused.Message, StringComparison.Ordinal);
            Assert.Equal(values, ZarrSparseMatrix.Open<float>(location, "X").ToArray());
            ZarrSparseMatrix.SetValue(location, "X", (at / Columns, at % Columns), value, new() { AllowRewrite = true });
            values[at] = value;
            Assert.Equal(values, ZarrSparseMatrix.Open<float>(location, "X").ToArray());
        }
        using var store = ZarrStores.Open(location);
        Assert.Equal(1, ZarrGroup.Open(store, "X").Attributes.GetProperty("kept").GetInt32());
        Assert.Equal(ElementType.Int64, ZarrArray.Open(store, "X/indices").ElementType);
        var info = ZarrArray.ReadInfo(store, "X/data");
        Assert.Equal("gzip", (info.Compressor ?? info.Codecs[^1]).Name);
        Assert.Equal(["X"], ZarrGroup.Open(store).Members().Select(member => member.Name).ToArray());
    }

    [Fact]
    public void A_group_that_holds_others_is_not_rewritten()
    {
        var store = new MemoryZarrStore();
        var values = Values(1);
        Matrix(values).WriteZarrSparse(store, "X");
        Matrix(values).WriteZarr(store, "X/other");
        var zero = Array.IndexOf(values, 0f);
        var refused = Assert.Throws<IOException>(() => ZarrSparseMatrix.SetValues(
            store, "X", (zero / Columns, zero % Columns), Delayed.FromMemory([5f], 1, 1), new() { AllowRewrite = true }));
        Assert.Contains("'other'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(values, Read(store, "X"));
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_anything_is_written()
    {
        var inner = new MemoryZarrStore();
        var values = Values(1);
        Matrix(values).WriteZarrSparse(inner, "X", new() { ChunkLength = 50 });
        using var store = new FullStore(inner, 0);
        void Refused<TException>(Action action) where TException : Exception => Assert.Throws<TException>(action);
        Refused<SelectionException>(() => ZarrSparseMatrix.SetValues(store, "X", (Rows, 0), Delayed.Constant(1f, 1, 1)));
        Refused<ShapeMismatchException>(() => ZarrSparseMatrix.SetValues(store, "X", (0, 0), Delayed.Constant(1f, 3)));
        Refused<OverflowException>(() => ZarrSparseMatrix.SetValues(store, "X", (0, 0), Delayed.Constant(1e300, Rows, Columns)));
        // The last line has another pattern: those before it are not written either, for the store would not take them.
        var block = (float[])values.Clone();
        block[Array.LastIndexOf(values, 0f)] = 1;
        var problem = Assert.ThrowsAny<InvalidOperationException>(() => ZarrSparseMatrix.SetValues(store, "X", (0, 0), Matrix(block) * 2f));
        Assert.Contains("is not stored", problem.Message, StringComparison.Ordinal);
        Refused<ArrayFormatException>(() => ZarrSparseMatrix.SetValues(store, "Y", (0, 0), Matrix(block)));
        Assert.Equal(values, Read(inner, "X"));
    }

    [Fact]
    public void An_interrupted_change_leaves_each_chunk_as_it_was_or_as_it_was_to_be()
    {
        var inner = new MemoryZarrStore();
        var values = Values(1);
        Matrix(values).WriteZarrSparse(inner, "X", new() { ChunkLength = 50 });
        var entries = values.Where(value => value != 0).ToArray();
        var chunks = (entries.Length + 49) / 50;
        for (var room = 0; room < chunks; room++)
        {
            using var store = new FullStore(inner, room);
            Assert.Throws<IOException>(() => ZarrSparseMatrix.SetValues(store, "X", (0, 0), Matrix(values) * 2f));
            var found = ZarrArray.Open<float>(inner, "X/data").ToArray();
            var changed = found.Chunk(50).Zip(entries.Chunk(50)).Count(pair => pair.First.SequenceEqual(pair.Second.Select(value => value * 2)));
            var kept = found.Chunk(50).Zip(entries.Chunk(50)).Count(pair => pair.First.SequenceEqual(pair.Second));
            Assert.Equal((room, chunks - room), (changed, kept));
            Assert.True(ZarrSparseMatrix.Verify(inner, "X").IsValid);
            ZarrSparseMatrix.SetValues(inner, "X", (0, 0), Matrix(values));
        }
        Assert.Equal(values, Read(inner, "X"));
    }

    [Fact]
    public void Appends_and_changes_of_values_take_turns()
    {
        var store = new MemoryZarrStore();
        var values = Values(1);
        Matrix(values).WriteZarrSparse(store, "X", new() { ChunkLength = 50 });
        const int Times = 10;
        Parallel.Invoke(
            () => Repeat(k => ZarrSparseMatrix.SetValues(store, "X", (0, 0), Matrix(values) * (k + 1f))),
            () => Repeat(_ => ZarrSparseMatrix.Append(store, "X", Delayed.Constant(3f, 1, Columns))));
        Assert.Equal([.. values.Select(value => value * Times), .. Enumerable.Repeat(3f, Times * Columns)], Read(store, "X"));

        static void Repeat(Action<int> change)
        {
            for (var k = 0; k < Times; k++)
                change(k);
        }
    }

    [Fact]
    public void Verifying_says_what_is_wrong_and_what_is_odd()
    {
        var store = new MemoryZarrStore();
        Delayed.FromMemory([1f, 0, 0, 2, 3, 0], 2, 3).WriteZarrSparse(store, "X");
        ZarrArrayEditor.Open(store, "X/indices").Write([0], Delayed.FromMemory([2, 2, 1], 3));
        ZarrArrayEditor.Open(store, "X/data").Write([2], Delayed.FromMemory([0f], 1));
        ZarrArrayEditor.Open(store, "X/indptr").Write([1], Delayed.FromMemory([2L], 1));
        var odd = ZarrSparseMatrix.Verify(store, "X");
        Assert.True(odd.IsValid, odd.ToString());
        Assert.Equal((3, true, 1, 1), (odd.Entries, odd.HasSortedIndices, odd.Duplicates, odd.ExplicitZeros));
        ZarrArrayEditor.Open(store, "X/indices").Write([1], Delayed.FromMemory([7], 1));
        Assert.Contains("the index of entry 1 is 7, expected 0 to 2", Assert.Single(ZarrSparseMatrix.Verify(store, "X").Problems), StringComparison.Ordinal);
        ZarrArrayEditor.Open(store, "X/indptr").Write([1], Delayed.FromMemory([4L], 1));
        Assert.Contains("indptr decreases from 4 to 3 at 2", ZarrSparseMatrix.Verify(store, "X").Problems[0], StringComparison.Ordinal);
        store.Write(new StoreKey("X/data/0"), [1, 2, 3]);
        Assert.Contains(ZarrSparseMatrix.Verify(store, "X").Problems, problem => problem.Contains("X/data", StringComparison.Ordinal));
        store.Delete(new StoreKey("X/indices/.zarray"));
        Assert.Contains("no array 'indices'", Assert.Single(ZarrSparseMatrix.Verify(store, "X").Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_interrupted_append_left_is_told_and_overwritten()
    {
        var inner = new MemoryZarrStore();
        var values = Values(1);
        Matrix(values).WriteZarrSparse(inner, "X", new() { ChunkLength = 50 });
        var hadLeftovers = false;
        for (var room = 0; ; room++)
        {
            using var store = new FullStore(inner, room);
            try
            {
                ZarrSparseMatrix.Append(store, "X", Matrix(values));
                break;
            }
            catch (IOException)
            {
                var found = ZarrSparseMatrix.Verify(inner, "X");
                Assert.True(found.IsValid, found.ToString());
                hadLeftovers |= found.HasLeftovers;
                Assert.Equal(values, Read(inner, "X"));
            }
        }
        Assert.True(hadLeftovers);
        Assert.False(ZarrSparseMatrix.Verify(inner, "X").HasLeftovers);
        Assert.Equal([.. values, .. values], Read(inner, "X"));
    }

    [Fact]
    public void A_matrix_of_10x_is_written_found_and_appended_to()
    {
        var store = new MemoryZarrStore();
        Matrix(Values(1)).WriteZarrSparse(store, "m", new() { Dialect = SparseDialect.TenX });
        Assert.Equal(new SparseGroupInfo(SparseDialect.TenX, new Shape(Rows, Columns), SparseLayout.Csc), ZarrSparseMatrix.Detect(store, "m"));
        ZarrSparseMatrix.Append(store, "m", Delayed.Constant(1f, Rows, 2));
        Assert.Equal(new Shape(Rows, Columns + 2), ZarrArray.Open(store, "m").Shape);
        Assert.Equal(Values(1).Sum() + (2 * Rows), ZarrArray.Open<float>(store, "m").Sum());
    }

    [Fact]
    public void The_seed_of_a_group_is_what_opening_gives()
    {
        var store = new MemoryZarrStore();
        Matrix(Values(1)).WriteZarrSparse(store, "X");
        Assert.IsType<ZarrCompressedSparseSeed<float>>(ZarrArray.Open(store, "X").Seeds.Single());
        Assert.Equal(Values(1), Delayed.FromSeed(new ZarrCompressedSparseSeed<float>(store, "X")).ToArray());
    }

    [PythonFact("zarr, anndata")]
    public void Anndata_and_zarr_read_what_was_changed()
    {
        var values = Values(1);
        var zero = Array.IndexOf(values, 0f);
        foreach (var layout in (SparseLayout[])[SparseLayout.Csr, SparseLayout.Csc])
        {
            Matrix(values).WriteZarrSparse(_folder["a.zarr"], $"{layout}", new() { Layout = layout, ChunkLength = 50 });
            ZarrSparseMatrix.SetValues(_folder["a.zarr"], $"{layout}", (10, 0), Matrix(values)[10..20, ..] * 5f);
            ZarrSparseMatrix.SetValue(_folder["a.zarr"], $"{layout}", (zero / Columns, zero % Columns), 99f, new() { AllowRewrite = true });
        }
        var printed = Python.Run(
            """
            import sys, warnings
            warnings.simplefilter("ignore")
            import zarr
            from anndata.experimental import read_elem
            group = zarr.open(sys.argv[1], mode="r")
            csr, csc = read_elem(group["Csr"]), read_elem(group["Csc"])
            assert (csr.toarray() == csc.toarray()).all() and csr.has_sorted_indices and csc.has_sorted_indices
            print(float(csr.sum()), float(csr[10:20].sum()), csr.nnz, group["Csr/data"].shape[0])
            """, _folder["a.zarr"]);
        values[zero] = 99;
        var changed = values.Select((value, i) => i / Columns is >= 10 and < 20 && i != zero ? value * 5 : value).ToArray();
        var count = changed.Count(value => value != 0);
        Assert.Equal(
            FormattableString.Invariant($"{changed.Sum():0.0} {changed[(10 * Columns)..(20 * Columns)].Sum():0.0} {count} {count}"), printed);
    }

    private static float[] Values(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Rows * Columns).Select(i => random.Next(3) == 0 && i / Columns % 7 != 3 ? random.Next(1, 100) : 0f)];
    }

    private static DelayedArray<float> Matrix(float[] values) => Delayed.FromMemory(values, values.Length / Columns, Columns);

    private static float[] Read(ZarrStore store, string path) => ZarrArray.Open<float>(store, path).ToArray();
}

namespace DelayedArrays.ZarrTests;

/// <summary>Editors of one array at work at the same time: every element has the value that was written to it.</summary>
public sealed class ConcurrentEditorTests : IDisposable
{
    private const int Regions = 2000;
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, false, "folder", true)]
    [InlineData(2, false, "folder", false)]
    [InlineData(3, false, "folder", true)]
    [InlineData(3, true, "folder", true)]
    [InlineData(3, true, "folder", false)]
    [InlineData(3, true, "memory", true)]
    [InlineData(2, false, "memory", false)]
    [InlineData(3, true, "zip", false)]
    public void ThreadsThatShareAnEditorOrHaveTheirOwn(int version, bool shards, string kind, bool share)
    {
        const int threads = 8;
        using ZarrStore store = kind switch
        {
            "memory" => new MemoryZarrStore(),
            "zip" => ZipZarrStore.Create(_folder["x.zip"]),
            _ => new DirectoryZarrStore(_folder["x.zarr"], new(Writable: true)),
        };
        Make(store, version, shards);
        var editor = ZarrArrayEditor.Open(store, "a");
        var boxes = RandomRegions.Cut(Regions, seed: version);
        Parallel.For(0, threads, new() { MaxDegreeOfParallelism = threads }, thread =>
            RandomRegions.Write(share ? editor : ZarrArrayEditor.Open(store, "a"), boxes, thread, threads));
        WriteSamples.AssertEqual(RandomRegions.Whole, ZarrArray.Open(store, "a"));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Programs(int version, bool shards)
    {
        using DirectoryZarrStore store = new(_folder["x.zarr"], new(Writable: true));
        Make(store, version, shards);
        RunAll("regions", 3, _ => 3);
        WriteSamples.AssertEqual(RandomRegions.Whole, ZarrArray.Open(store, "a"));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void ChunksThatAreCoveredWhollyDoNotUndoPartsOfThem(int version, bool shards)
    {
        // One writes all elements, the other a few again and again. Whichever comes last, no element keeps what was there before,
        // and no element but those few is the other's.
        using DirectoryZarrStore store = new(_folder["x.zarr"], new(Writable: true));
        Make(store, version, shards);
        var editor = ZarrArrayEditor.Open(store, "a");
        Parallel.Invoke(
            () => editor.Write([0, 0], Delayed.Constant(1, [.. RandomRegions.Shape])),
            () =>
            {
                for (var i = 0; i < 60; i++)
                    ZarrArrayEditor.Open(store, "a").Write([3 * i, 3 * i], Delayed.Constant(2, 2, 2));
            });
        var found = ZarrArray.Open<int>(store, "a");
        Assert.Equal(1, found.Min());
        Assert.InRange(found.Max(), 1, 2);
        var few = found - 1;
        Assert.Equal(few.Sum(), Enumerable.Range(0, 60).Sum(i => few[(3 * i)..((3 * i) + 2), (3 * i)..((3 * i) + 2)].Sum()));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void RowsAppendedAndElementsWrittenAtTheSameTime(int version, bool shards)
    {
        const int appends = 12;
        using DirectoryZarrStore store = new(_folder["x.zarr"], new(Writable: true));
        Make(store, version, shards);
        var editor = ZarrArrayEditor.Open(store, "a");
        var boxes = RandomRegions.Cut(400, seed: 3);
        Parallel.Invoke(
            () => RandomRegions.Write(editor, boxes, 0, 2),
            () => RandomRegions.Write(ZarrArrayEditor.Open(store, "a"), boxes, 1, 2),
            () => Append(editor, 0),
            () => Append(ZarrArrayEditor.Open(store, "a"), 1));
        var found = ZarrArray.Open<int>(store, "a");
        Assert.Equal(new Shape(RandomRegions.Shape[0] + (2 * appends), RandomRegions.Shape[1]), found.Shape);
        WriteSamples.AssertEqual(RandomRegions.Whole, found[..(int)RandomRegions.Shape[0], ..]);
        Assert.Equal(
            Enumerable.Range(1, 2 * appends).SelectMany(i => Enumerable.Repeat(-i, (int)RandomRegions.Shape[1])).Order(),
            found[(int)RandomRegions.Shape[0].., ..].ToArray().Order());

        void Append(ZarrArrayEditor appending, int thread)
        {
            for (var i = 1 + thread; i <= 2 * appends; i += 2)
                appending.Append(0, Delayed.Constant(-i, 1, RandomRegions.Shape[1]));
        }
    }

    [Theory]
    [InlineData("append", 2)]
    [InlineData("append", 3)]
    [InlineData("sparse", 2)]
    [InlineData("sparse", 3)]
    public void ProgramsAppend(string what, int version)
    {
        const int rows = 10;
        using DirectoryZarrStore store = new(_folder["x.zarr"], new(Writable: true));
        var first = Delayed.Constant(0, 3, 40);
        if (what == "append")
            first.WriteZarr(store, "a", new() { Chunks = [4, 40], Version = version });
        else
            first.WriteZarrSparse(store, "a", new() { ChunkLength = 100, Storage = new() { Version = version } });
        RunAll(what, 3, _ => rows);
        var found = ZarrArray.Open<int>(store, "a");
        Assert.Equal(new Shape(3 + (3 * rows), 40), found.Shape);
        var expected = Enumerable.Range(1, 3).SelectMany(number => Enumerable.Range(0, rows).Select(change => (number, change)));
        Assert.Equal(expected, Rows(found[3.., ..]).Order());
    }

    [Fact]
    public void AnArrayThatWasReplacedOrMadeShorterIsNotChanged()
    {
        using DirectoryZarrStore store = new(_folder["x.zarr"], new(Writable: true));
        var array = WriteSamples.Array<int>(10, 10);
        array.WriteZarr(store, "a", new() { Chunks = [4, 4] });
        var editor = ZarrArrayEditor.Open(store, "a");
        ZarrArrayEditor.Open(store, "a").Append(0, Delayed.Constant(7, 2, 10));
        editor.Write([11, 0], Delayed.Constant(8, 1, 10));
        Assert.Equal(new Shape(12, 10), editor.Info.Shape);
        // While the values are computed, someone else makes the array shorter.
        var once = 0;
        var slow = Delayed.FromFunction<int>([12, 10], at =>
        {
            if (Interlocked.Exchange(ref once, 1) == 0)
                ZarrArrayEditor.Open(store, "a").Resize([3, 10]);
            return 9;
        });
        var error = Assert.Throws<ConcurrentChangeException>(() => editor.Write([0, 0], slow));
        Assert.Contains("its shape was", error.Message, StringComparison.Ordinal);
        Assert.Equal(array[..3, ..].ToArray(), ZarrArray.Open<int>(store, "a").ToArray());
        (array + 1).WriteZarr(store, "a", new() { Chunks = [5, 5], Overwrite = true });
        error = Assert.Throws<ConcurrentChangeException>(() => editor.Append(0, array));
        Assert.Contains("another array has taken the place", error.Message, StringComparison.Ordinal);
        WriteSamples.AssertEqual(array + 1, ZarrArray.Open(store, "a"));
    }

    [Fact]
    public void OneWhoWaitsTooLongIsRefused()
    {
        MemoryZarrStore store = new();
        Delayed.Constant(0, 3, 40).WriteZarr(store, "a");
        var editor = ZarrArrayEditor.Open(store, "a");
        ExecutionOptions impatient = new() { LockTimeout = TimeSpan.Zero };
        ConcurrentChangeException? error = null;
        var rows = Delayed.FromFunction<int>([1, 40], _ =>
        {
            error ??= Assert.Throws<ConcurrentChangeException>(() => editor.Append(0, Delayed.Constant(2, 1, 40), impatient));
            return 1;
        });
        editor.Append(0, rows);
        Assert.Contains("did not end within 0 s", error!.Message, StringComparison.Ordinal);
        Assert.Equal(40, ZarrArray.Open<int>(store, "a").Sum());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AChunkThatSomebodyElseReplacesMeanwhileIsReadAgain(bool isNew)
    {
        // Others take no locks: once the editor has looked at a chunk, they put another in its place.
        MemoryZarrStore inner = new();
        var zeros = Delayed.Constant(0, 2, 8);
        zeros.WriteZarr(inner, "a", new() { Chunks = [1, 8], Version = 2, SkipFillChunks = isNew });
        (zeros + 1).WriteZarr(inner, "b", new() { Chunks = [1, 8], Version = 2 });
        MeddledStore store = new(inner, new StoreKey("a/1.0"), inner.Read("b/1.0")!);
        ZarrArrayEditor.Open(store, "a").Write([0, 4], Delayed.Constant(2, 2, 4));
        Assert.Equal([0, 0, 0, 0, 2, 2, 2, 2, 1, 1, 1, 1, 2, 2, 2, 2], ZarrArray.Open<int>(inner, "a").ToArray());
    }

    private static void Make(ZarrStore store, int version, bool shards) => Delayed.Constant(0, [.. RandomRegions.Shape]).WriteZarr(store, "a", new()
    {
        Version = version,
        Chunks = [16, 20],
        Shards = shards ? [64, 60] : [],
    });

    private void RunAll(string what, int programs, Func<int, int> count)
    {
        var running = Enumerable.Range(0, programs)
            .Select(number => ChangeProgram.Start(what, _folder["x.zarr"], "a", what == "regions" ? number : number + 1, count(number))).ToList();
        foreach (var program in running)
        {
            program.Wait();
            Assert.Empty(program.Refused);
            program.Dispose();
        }
    }

    /// <summary>The numbers of the program and of its change in each row.</summary>
    private static IEnumerable<(int Number, int Change)> Rows(DelayedArray<int> found)
    {
        var values = found.ToArray();
        for (var row = 0; row < values.Length; row += 40)
        {
            Assert.All(values[row..(row + 39)], value => Assert.Equal(values[row], value));
            yield return (values[row], values[row + 39]);
        }
    }

    /// <summary>A store in which someone else replaces a value once, after its state was first requested.</summary>
    private sealed class MeddledStore(ZarrStore inner, StoreKey key, byte[] value) : ForwardingStore(inner)
    {
        private readonly ZarrStore _inner = inner;
        private int _asked;

        internal override ValueState StateOf(StoreKey asked)
        {
            var state = _inner.StateOf(asked);
            if (asked == key && Interlocked.Exchange(ref _asked, 1) == 0)
                _inner.Write(key, value);
            return state;
        }
    }
}

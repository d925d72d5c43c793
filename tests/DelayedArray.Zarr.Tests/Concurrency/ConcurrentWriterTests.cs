using System.Text;

namespace DelayedArrays.ZarrTests;

/// <summary>Arrays are written into one store at the same time. Each is there, or its writer got an error.</summary>
public sealed class ConcurrentWriterTests : IDisposable
{
    private const int Programs = 4;
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("x.zarr", 2)]
    [InlineData("x.zarr", 3)]
    [InlineData("x.zip", 2)]
    public void ProgramsAddArraysAndAllOfThemAreListed(string name, int version)
    {
        const int arrays = 4;
        Delayed.Constant(1, 5, 5).WriteZarr(_folder[name], "keep", new() { Version = version });
        Consolidate(_folder[name], version);
        var programs = Enumerable.Range(0, Programs).Select(number => ChangeProgram.Start("arrays", _folder[name], "g/n", number, arrays)).ToList();
        foreach (var program in programs)
        {
            program.Wait();
            Assert.Equal(arrays, program.Done.Length);
            program.Dispose();
        }
        using var store = ZarrStores.Open(_folder[name]);
        var root = ZarrGroup.Open(store, useConsolidated: true);
        Assert.True(root.IsConsolidated);
        Assert.Equal("g keep", NamesOf(root));
        var names = Enumerable.Range(0, Programs).SelectMany(number => Enumerable.Range(0, arrays).Select(change => $"n{number}-{change}"));
        Assert.Equal(string.Join(' ', names), NamesOf(root.OpenGroup("g")));
        foreach (var array in names)
            WriteSamples.AssertEqual(ChangeProgram.Array($"g/{array}"), root.OpenArray($"g/{array}"));
        Assert.Equal(_folder[name], Assert.Single(Directory.GetFileSystemEntries(_folder.FullName)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnArrayThatSomebodyElseHasWrittenMeanwhileStays(bool overwrite)
    {
        using DirectoryZarrStore store = new(_folder["x.zarr"], new(Writable: true));
        var mine = WriteSamples.Array<int>(10, 10);
        if (overwrite)
            mine.WriteZarr(store, "a");
        using var transaction = ZarrTransaction.Begin(store);
        Pass pass = new();
        pass.WriteZarr(mine, transaction, "a", new() { Overwrite = overwrite });
        pass.Run();
        // Another tool, without the lock: the array is moved in from another store.
        (mine + 1).WriteZarr(_folder["y.zarr"], "a", new() { Chunks = [4, 4] });
        if (overwrite)
            Directory.Delete(_folder["x.zarr/a"], recursive: true);
        Directory.CreateDirectory(_folder["x.zarr"]);
        Directory.Move(_folder["y.zarr/a"], _folder["x.zarr/a"]);
        var error = Assert.Throws<ConcurrentChangeException>(transaction.Commit);
        Assert.Contains("by someone else since this write began", error.Message, StringComparison.Ordinal);
        transaction.Dispose();
        WriteSamples.AssertEqual(mine + 1, ZarrArray.Open(store, "a"));
    }

    [Fact]
    public void ElementsThatAnEditorHasWrittenMeanwhileAreNotReplaced()
    {
        using DirectoryZarrStore store = new(_folder["x.zarr"], new(Writable: true));
        WriteSamples.Array<int>(10, 10).WriteZarr(store, "a");
        using (var transaction = ZarrTransaction.Begin(store))
        {
            Pass pass = new();
            pass.WriteZarr(Delayed.Constant(0, 10, 10), transaction, "a", new() { Overwrite = true });
            pass.Run();
            ZarrArrayEditor.Open(store, "a").Write([0, 0], Delayed.Constant(-5, 1, 1));
            Assert.Throws<ConcurrentChangeException>(transaction.Commit);
        }
        Assert.Equal(-5, ZarrArray.Open<int>(store, "a")[0, 0].ToScalar());
        Assert.DoesNotContain(store.AllKeys(), key => key.Contains(".delayedarray", StringComparison.Ordinal));
    }

    [Fact]
    public void NoArrayGoesIntoAGroupThatHasBecomeOfAnotherVersionOrAnArray()
    {
        using DirectoryZarrStore store = new(_folder["x.zarr"], new(Writable: true));
        var array = WriteSamples.Array<int>(10, 10);
        foreach ((var path, var other, var message) in ((string, string, string)[])[("g/a", "g/b", "have changed to Zarr 3"), ("h/a", "h", "is an array")])
        {
            using var transaction = ZarrTransaction.Begin(store);
            Pass pass = new();
            pass.WriteZarr(array, transaction, path, new() { Version = path[0] == 'g' ? 2 : 3 });
            pass.Run();
            array.WriteZarr(store, other, new() { Version = 3 });
            var error = Assert.ThrowsAny<IOException>(transaction.Commit);
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            WriteSamples.AssertEqual(array, ZarrArray.Open(store, other));
        }
    }

    [Fact]
    public void TwoWhoWriteTheRootOfAStoreInMemoryDoNotMix()
    {
        MemoryZarrStore store = new();
        using var first = ZarrTransaction.Begin(store);
        Pass pass = new();
        pass.WriteZarr(WriteSamples.Array<int>(10, 10), first);
        Assert.Throws<ConcurrentChangeException>(() => Delayed.Constant(1, 99, 99).WriteZarr(store));
        pass.Run();
        first.Commit();
        WriteSamples.AssertEqual(WriteSamples.Array<int>(10, 10), ZarrArray.Open(store));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void WhatOthersWriteIntoConsolidatedMetadataMeanwhileStays(int version)
    {
        using DirectoryZarrStore store = new(_folder["x.zarr"], new(Writable: true));
        var array = WriteSamples.Array<byte>(10, 10);
        array.WriteZarr(store, "a", new() { Version = version });
        store.Consolidate(version);
        var key = new StoreKey(version == 2 ? ".zmetadata" : "zarr.json");
        var update = ConsolidatedUpdate.Begin(ZarrTarget.Of(store, "b"), removes: false);
        array.WriteZarr(_folder["other.zarr"], "b", new() { Version = version });
        Directory.Move(_folder["other.zarr/b"], _folder["x.zarr/b"]);
        store.WriteText(key.Path, Encoding.UTF8.GetString(store.Read(key.Path)!).Replace("numbers", "theirs", StringComparison.Ordinal));
        update.Finish();
        var text = Encoding.UTF8.GetString(store.Read(key.Path)!);
        Assert.Contains("\"theirs\"", text, StringComparison.Ordinal);
        Assert.Contains(version == 2 ? "\"b/.zarray\"" : "\"b\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public void ConsolidatedMetadataThatAKilledProgramWasChangingAreFinishedByTheNext(int version, bool replaces)
    {
        using DirectoryZarrStore store = new(_folder["x.zarr"], new(Writable: true));
        var array = WriteSamples.Array<byte>(10, 10);
        array.WriteZarr(store, "old", new() { Version = version });
        store.Consolidate(version);
        var path = replaces ? "old" : "new";
        // As if it had been killed once its array was in place.
        ConsolidatedUpdate.Begin(ZarrTarget.Of(store, path), removes: replaces);
        store.DeleteAll(new StoreKey(path));
        array.WriteZarr(_folder["other.zarr"], path, new() { Version = version, Chunks = [3, 3] });
        Directory.Move(_folder[$"other.zarr/{path}"], _folder[$"x.zarr/{path}"]);
        Assert.Equal(!replaces, ZarrGroup.Open(store, useConsolidated: true).IsConsolidated);
        array.WriteZarr(store, "last");
        var group = ZarrGroup.Open(store, useConsolidated: true);
        Assert.True(group.IsConsolidated);
        Assert.Equal(new Shape(3, 3), group.ReadInfo(path).Grid.Regular);
        Assert.Equal(replaces ? "last old" : "last new old", NamesOf(group));
        Assert.DoesNotContain(store.AllKeys(), key => key.Contains(".delayedarray-consolidated", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatAnotherProgramIsWritingIsLeftAloneAsLongAsItRuns()
    {
        using DirectoryZarrStore store = new(_folder["x.zarr"], new(Writable: true));
        var array = WriteSamples.Array<int>(10, 10);
        var staging = StagingKeys.New(new StoreKey("a"));
        using (var other = WriterProgram.Start("overwrite", _folder["y.zarr"], "a", 0))
        {
            var mine = StagingRecord.New(StoreKey.Root, "", isKept: false).Process!;
            var theirs = $"{mine[..(mine.LastIndexOf('-') + 1)]}{other.Id}";
            (StagingRecord.New(new StoreKey("a"), "plan", isKept: false) with { Process = theirs }).Write(store, staging);
            array.WriteZarr(store, "a");
            Assert.NotNull(StagingRecord.TryRead(store, staging));
            other.Kill();
            other.WaitForExit();
        }
        array.WriteZarr(store, "a", new() { Overwrite = true });
        Assert.Null(StagingRecord.TryRead(store, staging));
    }

    [Fact]
    public void OfProgramsThatWriteOneArrayOneWinsAndTheOthersAreRefused()
    {
        var programs = Enumerable.Range(0, 3).Select(number => ChangeProgram.Start("same", _folder["x.zarr"], "a", number, 6)).ToList();
        foreach (var program in programs)
        {
            program.Wait();
            Assert.Equal(6, program.Done.Length + program.Refused.Length);
            Assert.All(program.Refused, message => Assert.Matches("by someone else|another write", message));
            program.Dispose();
        }
        var found = ZarrArray.Open<int>(_folder["x.zarr"], "a");
        WriteSamples.AssertEqual(Delayed.Constant(found[0, 0].ToScalar(), 60, 50), found);
        Assert.DoesNotContain(new DirectoryZarrStore(_folder["x.zarr"]).AllKeys(), key => key.Contains("delayedarray", StringComparison.Ordinal));
    }

    [Fact]
    public void AStoreIsTheSameFromWhicheverGroupItIsOpened()
    {
        var array = WriteSamples.Array<int>(10, 10);
        array.WriteZarr(_folder["x.zarr"], "g/h/a");
        Directory.CreateSymbolicLink(_folder["link"], _folder["x.zarr/g"]);
        ExecutionOptions impatient = new() { LockTimeout = TimeSpan.Zero };
        using (new DirectoryZarrStore(_folder["x.zarr"]).LocksOf(StoreKey.Root).TakeHierarchy(TimeSpan.Zero))
        {
            foreach ((var location, var path) in ((string, string)[])[("x.zarr", "b"), ("x.zarr/g", "b"), ("x.zarr/g/h/b", ""), ("link", "h/b"), ("link/h/b", "")])
                Assert.Throws<ConcurrentChangeException>(() => array.WriteZarr(_folder[location], path, execution: impatient));
        }
        array.WriteZarr(_folder["link/h/b"], execution: impatient);
        WriteSamples.AssertEqual(array, ZarrArray.Open(_folder["x.zarr"], "g/h/b"));
    }

    private static string NamesOf(ZarrGroup group) => string.Join(' ', group.Members().Select(member => member.Name));

    private static void Consolidate(string location, int version)
    {
        using var store = ZarrStores.OpenForWriting(location);
        store.Consolidate(version);
        store.Complete();
    }
}

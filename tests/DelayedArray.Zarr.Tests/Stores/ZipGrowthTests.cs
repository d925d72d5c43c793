using System.IO.Compression;

namespace DelayedArrays.ZarrTests;

/// <summary>Zip files that are extended in place: the cost, and what each reader sees at each moment.</summary>
public sealed class ZipGrowthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Zip => _folder["store.zip"];

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AChangeWritesWhatItAddsAndNothingThatWasThere()
    {
        const int old = 20_000_000;
        Make(("big", new byte[old]), ("drop", [7]));
        var before = File.ReadAllBytes(Zip);
        using (var store = ZipZarrStore.Update(Zip))
        {
            store.Write(new StoreKey("new"), new byte[1000]);
            store.Delete(new StoreKey("drop"));
            store.Complete();
        }
        var after = File.ReadAllBytes(Zip);
        Assert.Equal(before, after[..before.Length]);
        // One value, its two headers, and the directory.
        Assert.InRange(after.Length - before.Length, 1000, 6000);
        using (var store = ZipZarrStore.Open(Zip))
            Assert.Equal(["big", "new"], store.AllKeys());
        using (var store = ZipZarrStore.Update(Zip, new(CopyZip: true)))
        {
            store.Delete(new StoreKey("big"));
            store.Complete();
        }
        Assert.InRange(new FileInfo(Zip).Length, 1000, 1500);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3000)]
    public void ItIsAZipFileWithTheOldContentsAllTheTime(int entries)
    {
        Make([.. Enumerable.Range(0, entries).Select(i => ($"old/{i}", BitConverter.GetBytes(i)))]);
        var length = new FileInfo(Zip).Length;
        using (var store = ZipZarrStore.Update(Zip))
        {
            // More than fits before the first copy of the directory.
            for (var i = 0; i < 12; i++)
            {
                store.Write(new StoreKey($"new/{i}"), new byte[5_000_000]);
                using var archive = ZipFile.OpenRead(Zip);
                Assert.Equal(entries, archive.Entries.Count);
                using var stream = archive.GetEntry($"old/{entries - 1}")!.Open();
                Assert.Equal(entries - 1, new BinaryReader(stream).ReadInt32());
                using var reader = ZipZarrStore.Open(Zip);
                Assert.Equal(entries, reader.AllKeys().Count);
            }
            if (Python.Has("zipfile"))
                Assert.Equal($"{entries} None", Python.Run("import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(len(z.namelist()), z.testzip())", Zip));
            Assert.False(File.Exists(new ZipJournal(Zip).Path));
            store.Complete();
        }
        // Twice the directory, once in the middle.
        Assert.InRange(new FileInfo(Zip).Length - length, 60_000_000, 60_004_000 + (2 * 80L * entries));
        using (var archive = ZipFile.OpenRead(Zip))
            Assert.Equal(entries + 12, archive.Entries.Count);
        Assert.Single(Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatAKilledProgramHasLeftIsCutOffByTheNext(bool inTheDirectory)
    {
        Make(("a", "old"u8.ToArray()));
        var before = File.ReadAllBytes(Zip);
        byte[] left;
        using (var store = ZipZarrStore.Update(Zip))
        {
            store.Write(new StoreKey("b"), new byte[100_000]);
            left = File.ReadAllBytes(Zip);
        }
        Assert.Equal(before, File.ReadAllBytes(Zip));
        // Killed while it copied the directory, or at any time after.
        File.WriteAllBytes(Zip, inTheDirectory ? left[..^50] : left);
        if (inTheDirectory)
            new ZipJournal(Zip).Write(before.Length);
        CheckOld();
        using (var store = ZipZarrStore.Update(Zip))
            Assert.Equal(["a"], store.AllKeys());
        Assert.Equal(before, File.ReadAllBytes(Zip));
        Assert.Single(Directory.GetFileSystemEntries(_folder.FullName));
        CheckOld();

        void CheckOld()
        {
            using var store = ZipZarrStore.Open(Zip);
            Assert.Equal(["a"], store.AllKeys());
            Assert.Equal("old"u8.ToArray(), store.Read("a"));
        }
    }

    [Fact]
    public void WithoutPowerThereIsTheOldFile()
    {
        const int page = 4096;
        Make([.. Enumerable.Range(0, 3000).Select(i => ($"old/{i}", BitConverter.GetBytes(i)))]);
        var old = File.ReadAllBytes(Zip);
        byte[] left;
        using (var store = ZipZarrStore.Update(Zip))
        {
            store.Write(new StoreKey("b"), new byte[100_000]);
            left = File.ReadAllBytes(Zip);
        }
        var copy = left.AsSpan(old.Length).IndexOf("PK\x01\x02"u8) + old.Length;
        Random random = new(1);
        for (var loss = 0; loss < 60; loss++)
        {
            // Of what was written since the last flush, some pages have come to the disk: of the copied directory, or of the gap.
            var inCopy = loss % 2 == 0;
            var image = left.ToArray();
            var (from, to) = inCopy ? (copy, left.Length) : (old.Length, copy);
            for (var at = from; at < to; at += page)
            {
                if (random.Next(3) == 0)
                    image.AsSpan(at, Math.Min(page, to - at)).Clear();
                else if (!inCopy && random.Next(3) == 0)
                    random.NextBytes(image.AsSpan(at, Math.Min(page, to - at)));
            }
            if (inCopy && random.Next(2) == 0)
                image = image[..random.Next(old.Length, image.Length)];
            File.WriteAllBytes(Zip, image);
            if (inCopy)
                new ZipJournal(Zip).Write(old.Length);
            using (var store = ZipZarrStore.Open(Zip))
                Assert.Equal(3000, store.List(new StoreKey("old")).Count());
            ZipZarrStore.Update(Zip).Dispose();
            Assert.Equal(old, File.ReadAllBytes(Zip));
        }
        Assert.Single(Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public void NothingIsCutOffThatOthersHaveAddedSince()
    {
        Make(("a", "old"u8.ToArray()));
        var length = new FileInfo(Zip).Length;
        byte[] left;
        using (var store = ZipZarrStore.Update(Zip))
        {
            store.Write(new StoreKey("b"), new byte[100_000]);
            left = File.ReadAllBytes(Zip);
        }
        File.WriteAllBytes(Zip, left);
        new ZipJournal(Zip).Write(length);
        using (var archive = ZipFile.Open(Zip, ZipArchiveMode.Update))
            archive.CreateEntry("theirs").Open().Dispose();
        using (var store = ZipZarrStore.Update(Zip))
        {
            Assert.Equal(["a", "theirs"], store.AllKeys());
            store.Write(new StoreKey("c"), [1]);
            store.Complete();
        }
        using var result = ZipZarrStore.Open(Zip);
        Assert.Equal(["a", "c", "theirs"], result.AllKeys());
        Assert.Single(Directory.GetFileSystemEntries(_folder.FullName));
    }

    [PythonFact("zipfile")]
    public void WhatPythonAddsMeanwhileStays()
    {
        Make(("a", "old"u8.ToArray()));
        using (var store = ZipZarrStore.Update(Zip))
        {
            store.Write(new StoreKey("b"), new byte[100_000]);
            Python.Run("import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], 'a') as z: z.writestr('theirs', 'x')", Zip);
            var error = Assert.Throws<ConcurrentChangeException>(store.Complete);
            Assert.Contains("written by someone else meanwhile", error.Message, StringComparison.Ordinal);
        }
        using (var store = ZipZarrStore.Update(Zip))
        {
            Assert.Equal(["a", "theirs"], store.AllKeys());
            store.Write(new StoreKey("b"), [2]);
            store.Complete();
        }
        Assert.Equal(
            "['a', 'theirs', 'b'] None",
            Python.Run("import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.namelist(), z.testzip())", Zip));
    }

    [Fact]
    public void WhatTheDirectorySaysOfOtherEntriesStays()
    {
        using (var archive = ZipFile.Open(Zip, ZipArchiveMode.Create))
        {
            archive.Comment = "of the file";
            archive.CreateEntry("folder/");
            var entry = archive.CreateEntry("kept");
            entry.LastWriteTime = new DateTimeOffset(2020, 2, 2, 2, 2, 2, TimeSpan.Zero);
            entry.Comment = "of the entry";
        }
        using (var store = ZipZarrStore.Update(Zip))
        {
            store.Write(new StoreKey("new"), [1]);
            store.Complete();
        }
        using var result = ZipFile.OpenRead(Zip);
        Assert.Equal("of the file", result.Comment);
        Assert.Equal(3, result.Entries.Count);
        Assert.NotNull(result.GetEntry("folder/"));
        Assert.Equal("of the entry", result.GetEntry("kept")!.Comment);
        Assert.Equal(2020, result.GetEntry("kept")!.LastWriteTime.Year);
    }

    [Fact]
    public void AnUpdateThatChangesNothingLeavesTheFileAlone()
    {
        Make(("a", "old"u8.ToArray()));
        var found = ValueState.OfFile(Zip);
        using (var store = ZipZarrStore.Update(Zip))
            store.Complete();
        using (var store = ZipZarrStore.Update(Zip))
            store.Write(new StoreKey("b"), [1]);
        Assert.Equal(found, ValueState.OfFile(Zip));
    }

    [Fact]
    public void AnArrayInAZipFileIsReplacedWithoutCopyingTheOldOne()
    {
        var old = Delayed.FromFunction<int>([500, 500], at => (int)(at[0] * at[1]));
        old.WriteZarr(Zip, "a", new() { Compression = "none", Chunks = [50, 500] });
        var length = new FileInfo(Zip).Length;
        Delayed.Constant(1, 5, 5).WriteZarr(Zip, "a", new() { Overwrite = true });
        Assert.InRange(new FileInfo(Zip).Length - length, 100, 20_000);
        WriteSamples.AssertEqual(Delayed.Constant(1, 5, 5), ZarrArray.Open(Zip, "a"));
        Delayed.Constant(1, 5, 5).WriteZarr(Zip, "b", new() { CopyZip = true });
        Assert.InRange(new FileInfo(Zip).Length, 100, 20_000);
        WriteSamples.AssertEqual(Delayed.Constant(1, 5, 5), ZarrArray.Open(Zip, "a"));
    }

    private void Make(params (string Key, byte[] Value)[] values)
    {
        using var store = ZipZarrStore.Create(Zip);
        foreach ((var key, var value) in values)
            store.Write(new StoreKey(key), value);
        store.Complete();
    }
}

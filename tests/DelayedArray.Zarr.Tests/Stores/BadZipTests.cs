using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace DelayedArrays.ZarrTests;

/// <summary>Zip files that are cut short, lie, or are made to exhaust memory.</summary>
public sealed class BadZipTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["bad.zip"];

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FilesThatAreCutShortAreErrors()
    {
        var whole = Sample();
        for (var length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            var error = Assert.Throws<ArrayFormatException>(() => ZipZarrStore.Open(File));
            Assert.Contains(File, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AChangedByteIsFoundOrHarmless()
    {
        var whole = Sample();
        byte[] x = [.. Enumerable.Range(0, 64).Select(i => (byte)i)];
        var deflated = new byte[500];
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var change in (byte[])[1, 0x80, 0xFF])
            {
                byte[] changed = [.. whole];
                changed[at] ^= change;
                System.IO.File.WriteAllBytes(File, changed);
                try
                {
                    using var store = ZipZarrStore.Open(File);
                    Assert.Equal(x, store.Read("x", limit: 1 << 16) ?? x);
                    Assert.Equal(deflated, store.Read("deflated", limit: 1 << 16) ?? deflated);
                    store.AllKeys();
                }
                catch (ArrayFormatException)
                {
                    // Found.
                }
            }
        }
    }

    [Fact]
    public void EntriesThatInflateToMoreThanTheyClaimAreErrors()
    {
        using (var archive = ZipFile.Open(File, ZipArchiveMode.Create))
        {
            using var stream = archive.CreateEntry("bomb", CompressionLevel.Fastest).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 64; i++)
                stream.Write(zeros);
        }
        using (var honest = ZipZarrStore.Open(File))
        {
            Assert.Equal(64 << 20, honest.Length(new StoreKey("bomb")));
            Assert.Throws<ArrayFormatException>(() => honest.Read("bomb", limit: 1 << 20));
        }
        Patch(Find(0x02014b50) + 24, 10);
        using var store = ZipZarrStore.Open(File);
        Assert.Equal(10, store.Length(new StoreKey("bomb")));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<ArrayFormatException>(() => store.Read("bomb"));
        Assert.Contains("more than 10 bytes", error.Message, StringComparison.Ordinal);
        Assert.Contains("bomb", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void EntriesThatInflateToLessThanTheyClaimAreErrors()
    {
        Write(Sample());
        Patch(Find(0x02014b50, skip: 1) + 24, 501);
        using var store = ZipZarrStore.Open(File);
        Assert.Throws<ArrayFormatException>(() => store.Read("deflated"));
        Assert.Throws<ArrayFormatException>(() => store.Read("deflated", ByteRange.Last(1)));
        Assert.Equal([0, 0], store.Read("deflated", ByteRange.From(498, 2)));
    }

    [Fact]
    public void StoredEntriesOfTwoLengthsAreErrors()
    {
        Write(Sample());
        Patch(Find(0x02014b50) + 24, 1_000_000_000);
        using var store = ZipZarrStore.Open(File);
        Assert.Contains("1000000000", Assert.Throws<ArrayFormatException>(() => store.Read("x")).Message, StringComparison.Ordinal);
        Assert.Contains("1000000000", Assert.Throws<ArrayFormatException>(() => store.Read("x", ByteRange.From(0, 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OverlappingEntriesAreErrors()
    {
        Write(Sample());
        var entry = Find(0x02014b50);
        Patch(entry + 20, 80);
        Patch(entry + 24, 80);
        using (var store = ZipZarrStore.Open(File))
        {
            Assert.Contains("overlap", Assert.Throws<ArrayFormatException>(() => store.Read("x")).Message, StringComparison.Ordinal);
            Assert.Equal(500, store.Read("deflated")!.Length);
        }
        Write(Sample());
        Patch(Find(0x02014b50, skip: 1) + 42, 0);
        using var other = ZipZarrStore.Open(File);
        Assert.Contains("another name", Assert.Throws<ArrayFormatException>(() => other.Read("deflated")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(42, 0x7FFFFFFF)]
    [InlineData(42, 1)]
    [InlineData(20, 0x7FFFFFFF)]
    [InlineData(10, 99)]
    [InlineData(8, 1)]
    public void LiesOfTheDirectoryAreErrorsWhenTheEntryIsRead(int field, int value)
    {
        Write(Sample());
        var at = Find(0x02014b50) + field;
        if (field is 8 or 10)
            Patch16(at, (short)value);
        else
            Patch(at, value);
        using var store = ZipZarrStore.Open(File);
        Assert.Contains("x", Assert.Throws<ArrayFormatException>(() => store.Read("x", limit: long.MaxValue)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/absolute")]
    [InlineData("a//b")]
    [InlineData("C:\\x")]
    [InlineData("a/./b")]
    public void NamesThatAreNoKeysAreNotThere(string name)
    {
        using (var archive = ZipFile.Open(File, ZipArchiveMode.Create))
        {
            using (var stream = archive.CreateEntry(name).Open())
                stream.WriteByte(1);
            using (var stream = archive.CreateEntry("good").Open())
                stream.WriteByte(2);
        }
        using var store = ZipZarrStore.Open(File);
        Assert.Equal(["good"], store.AllKeys());
        Assert.Throws<ArrayFormatException>(() => store.Read(name));
    }

    [Fact]
    public void OffsetsBeyondFourGigabytesAreFollowed()
    {
        byte[] value = [1, 2, 3, 4];
        WriteFarAway(value);
        using (var store = ZipZarrStore.Open(File))
            Assert.Equal(value, store.Read("far/away"));
        using (var store = ZipZarrStore.Update(File))
        {
            store.Write(new StoreKey("further"), [2]);
            Check("far/away");
            store.Complete();
        }
        Check("further");

        void Check(string last)
        {
            using var archive = ZipFile.OpenRead(File);
            Assert.Equal(last, archive.Entries[^1].FullName);
            using var stream = archive.GetEntry("far/away")!.Open();
            Assert.Equal(1, stream.ReadByte());
            using var store = ZipZarrStore.Open(File);
            Assert.Equal(value, store.Read("far/away"));
        }
    }

    private void WriteFarAway(byte[] value)
    {
        const long offset = 5L << 30;
        using var file = System.IO.File.OpenHandle(File, FileMode.Create, FileAccess.Write);
        var entry = new ZipEntry
        {
            File = file,
            Name = "far/away",
            Crc = Crc32.HashToUInt32(value),
            Length = 4,
            CompressedLength = 4,
            HeaderOffset = offset,
        };
        var rest = new ArrayBufferWriter<byte>();
        rest.Write(ZipHeaders.Local(entry));
        rest.Write(value);
        var before = rest.WrittenCount;
        ZipHeaders.Central(entry, rest);
        rest.Write(ZipHeaders.End(1, offset + before, rest.WrittenCount - before, []));
        RandomAccess.Write(file, rest.WrittenSpan, offset);
    }

    [Fact]
    public void ChecksumsAreThoseOfTheStandard()
    {
        Assert.Equal(0xCBF43926u, Crc32.HashToUInt32("123456789"u8));
        Assert.Equal(0u, Crc32.HashToUInt32([]));
        Assert.Equal(0x414FA339u, Crc32.HashToUInt32("The quick brown fox jumps over the lazy dog"u8));
    }

    private static byte[] Sample()
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var stream = archive.CreateEntry("x", CompressionLevel.NoCompression).Open())
                stream.Write([.. Enumerable.Range(0, 64).Select(i => (byte)i)]);
            using (var stream = archive.CreateEntry("deflated").Open())
                stream.Write(new byte[500]);
        }
        var bytes = memory.ToArray();
        return bytes;
    }

    private void Write(byte[] bytes) => System.IO.File.WriteAllBytes(File, bytes);

    private int Find(uint signature, int skip = 0)
    {
        var bytes = System.IO.File.ReadAllBytes(File);
        for (var at = 0; at + 4 <= bytes.Length; at++)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at)) == signature && skip-- == 0)
                return at;
        }
        throw new InvalidOperationException("There is no such record.");
    }

    private void Patch(int at, int value)
    {
        var bytes = System.IO.File.ReadAllBytes(File);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
        Write(bytes);
    }

    private void Patch16(int at, short value)
    {
        var bytes = System.IO.File.ReadAllBytes(File);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), value);
        Write(bytes);
    }
}

using System.Buffers;

namespace DelayedArrays.Hdf5;

/// <summary>
/// A redo journal: a file beside an HDF5 file that receives the pages of a change, with checksums, before any of them is overwritten.
/// Whoever finds a complete journal applies it. An incomplete one is dropped, and the file stays as it was.
/// </summary>
/// <remarks>
/// The layout is a header in the first page (<see cref="JournalHeader"/>), then pages in slots, then one entry per page
/// (<see cref="JournalEntry"/>). The scheme is that of write-ahead redo logs; see decision 0014.
/// </remarks>
/// <param name="target">Path of the HDF5 file.</param>
internal sealed class ChangeJournal(string target) : IDisposable
{
    private const int PageSize = PageOverlay.PageSize;
    private const int PagesAtOnce = 64;

    private StoredFile? _file;
    private JournalHeader? _header;
    private List<JournalEntry> _entries = [];
    private int _slots;

    /// <summary>The path of a file's journal.</summary>
    public static string PathFor(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.journal");

    /// <summary>Writes a page into a slot, existing or new.</summary>
    /// <param name="slot">The slot; -1 for a new one.</param>
    /// <param name="page">The page.</param>
    /// <returns>The slot.</returns>
    public int WriteSlot(int slot, ReadOnlySpan<byte> page)
    {
        if (slot < 0)
            slot = _slots++;
        Open().Write(PlaceOf(slot), page);
        return slot;
    }

    /// <summary>Reads a part of a page from its slot.</summary>
    public void ReadSlot(int slot, int within, Span<byte> destination) => _file!.Read(PlaceOf(slot) + within, destination);

    /// <summary>Completes the journal and flushes it to disk, together with its name.</summary>
    /// <param name="pages">The changed pages, in any order.</param>
    /// <param name="overlay">The content of the pages.</param>
    /// <param name="end">Bytes from here on are not overwritten.</param>
    /// <param name="length">The present length of the file.</param>
    /// <param name="newLength">The length of the file after the change.</param>
    public void Seal(IReadOnlyList<ChangedPage> pages, PageOverlay overlay, long end, long length, long newLength)
    {
        _entries = WriteMissing(pages, overlay);
        var index = JournalEntry.Encode(_entries);
        var at = PlaceOf(_slots);
        _header = new(end, length, newLength, _entries.Count, at, PageSums.Sum(index));
        Open().Write(at, index);
        Open().Write(0, _header.Encode());
        Open().Flush();
        StoredFile.FlushFolderOf(_file!.Path);
    }

    /// <summary>Overwrites the pages of the file. The journal must be complete.</summary>
    public void Play(StoredFile file) => _header!.Play(file, _file!, _entries);

    /// <summary>Removes the journal permanently.</summary>
    public void Drop()
    {
        if (_file is null)
            return;
        var path = _file.Path;
        Dispose();
        StoredFile.Delete(path);
        StoredFile.FlushFolderOf(path);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private static long PlaceOf(int slot) => PageSize + ((long)slot * PageSize);

    private StoredFile Open() => _file ??= StoredFile.Create(PathFor(target), like: target);

    /// <summary>Writes the pages that have no slot yet, many at a time.</summary>
    private List<JournalEntry> WriteMissing(IReadOnlyList<ChangedPage> pages, PageOverlay overlay)
    {
        var entries = new List<JournalEntry>();
        var buffer = ArrayPool<byte>.Shared.Rent(PagesAtOnce * PageSize);
        var held = 0;
        foreach (var page in pages)
        {
            var slot = overlay.SlotOf(page.Number);
            if (slot < 0)
            {
                overlay.ReadPage(page.Number, buffer.AsSpan(held * PageSize, PageSize));
                slot = _slots++;
                if (++held == PagesAtOnce)
                    WriteHeld();
            }
            entries.Add(new(page.Number, slot, page.Before, page.After));
        }
        WriteHeld();
        ArrayPool<byte>.Shared.Return(buffer);
        return entries;

        void WriteHeld()
        {
            if (held > 0)
                Open().Write(PlaceOf(_slots - held), buffer.AsSpan(0, held * PageSize));
            held = 0;
        }
    }
}

/// <summary>A page that a change overwrites.</summary>
/// <param name="Number">Its number in the file.</param>
/// <param name="Before">Checksums of the present content.</param>
/// <param name="After">Checksums of the new content.</param>
internal readonly record struct ChangedPage(long Number, PageSums Before, PageSums After);

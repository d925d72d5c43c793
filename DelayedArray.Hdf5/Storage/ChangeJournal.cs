using System.Buffers;

namespace DelayedArrays;

/// <summary>
/// A file beside an HDF5 file that takes the pages a change is to overwrite, with their checksums, before the first of them is
/// overwritten. A journal that is complete is played by whoever finds it; one that is not is dropped, and the file is as it was.
/// </summary>
/// <remarks>
/// The layout: a header in the first page (<see cref="JournalHeader"/>), pages in slots behind it, then an entry for each page
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

    /// <summary>Path of the journal of a file.</summary>
    public static string PathFor(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.journal");

    /// <summary>Writes a page into a slot, or into a new one.</summary>
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

    /// <summary>Completes the journal, and puts it on disk with its name.</summary>
    /// <param name="pages">Takes the place of pages in the file, in any order.</param>
    /// <param name="overlay">What they hold.</param>
    /// <param name="end">No byte behind it is overwritten.</param>
    /// <param name="length">The length the file has.</param>
    /// <param name="newLength">The length the file is to have.</param>
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

    /// <summary>Overwrites the pages of the file, once the journal is complete.</summary>
    public void Play(StoredFile file) => _header!.Play(file, _file!, _entries);

    /// <summary>Removes the journal, for good.</summary>
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

    /// <summary>Writes those pages that no slot has, many at a time.</summary>
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
/// <param name="Before">Checksums of what is there.</param>
/// <param name="After">Checksums of what is to be there.</param>
internal readonly record struct ChangedPage(long Number, PageSums Before, PageSums After);

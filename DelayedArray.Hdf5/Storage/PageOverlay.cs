namespace DelayedArrays.Hdf5;

/// <summary>
/// New bytes laid over a file, which stays as it is. Pages hold them: in memory while they are few, otherwise in slots of a journal.
/// </summary>
/// <param name="file">The file below.</param>
/// <param name="journal">Receives the pages that do not fit in memory.</param>
internal sealed class PageOverlay(StoredFile file, ChangeJournal journal)
{
    /// <summary>Bytes of a page.</summary>
    public const int PageSize = 4096;

    // 8 MiB.
    private const int MaxInMemory = 2048;

    private readonly Dictionary<long, Page> _pages = [];
    private readonly List<Page> _held = [];
    private long _end = long.MaxValue;

    /// <summary>The number of bytes of a page that lie before an end.</summary>
    public static int LengthOf(long number, long end) => (int)Math.Clamp(end - (number * PageSize), 0, PageSize);

    /// <summary>The numbers of all pages, ascending.</summary>
    public long[] Numbers
    {
        get
        {
            var numbers = _pages.Keys.ToArray();
            Array.Sort(numbers);
            return numbers;
        }
    }

    /// <summary>Sets the end of the bytes that must stay as they are. Bytes already collected beyond it go to the file.</summary>
    public void EndAt(long end)
    {
        _end = end;
        foreach (var number in Numbers.Where(number => (number + 1) * PageSize > end))
        {
            var page = _pages[number];
            var within = (int)Math.Max(0, end - (number * PageSize));
            var bytes = Writable(number);
            // The library may have written beyond the end while it opened the file; as a rule it has not.
            var before = new byte[PageSize];
            file.Read(number * PageSize, before);
            if (!bytes.AsSpan(within).SequenceEqual(before.AsSpan(within)))
                file.Write(number * PageSize + within, bytes.AsSpan(within));
            bytes.AsSpan(within).Clear();
            before.AsSpan(within).Clear();
            page.Before = PageSums.Of(before);
            if (within == 0)
                Remove(number);
        }
    }

    /// <summary>Reads bytes as the change leaves them.</summary>
    /// <returns>How many there are.</returns>
    public int Read(long at, Span<byte> destination)
    {
        var read = file.Read(at, destination);
        if (_pages.Count == 0)
            return read;
        foreach (var part in PagePart.Of(at, destination.Length))
        {
            if (!_pages.TryGetValue(part.Page, out var page))
                continue;
            var bytes = destination.Slice(part.Offset, part.Length);
            if (page.Bytes is { } bytesInMemory)
                bytesInMemory.AsSpan(part.Within, part.Length).CopyTo(bytes);
            else
                journal.ReadSlot(page.Slot, part.Within, bytes);
            // The gap between the end of the file and new bytes reads as zeros.
            if (read < part.Offset)
                destination[read..part.Offset].Clear();
            read = Math.Max(read, part.Offset + part.Length);
        }
        return read;
    }

    /// <summary>Collects new bytes.</summary>
    public void Write(long at, ReadOnlySpan<byte> bytes)
    {
        foreach (var part in PagePart.Of(at, bytes.Length))
        {
            bytes.Slice(part.Offset, part.Length).CopyTo(Writable(part.Page).AsSpan(part.Within));
            if (_held.Count > MaxInMemory)
                Spill();
        }
    }

    /// <summary>Includes an unchanged page, so that the commit compares it with the file before it overwrites anything.</summary>
    public void Watch(long number) => _ = Writable(number);

    /// <summary>Reads a page as the change leaves it.</summary>
    public void ReadPage(long number, Span<byte> destination)
    {
        var page = _pages[number];
        if (page.Bytes is { } bytes)
            bytes.CopyTo(destination);
        else
            journal.ReadSlot(page.Slot, 0, destination);
    }

    /// <summary>The checksums of a page before its first change.</summary>
    public PageSums SumsBefore(long number) => _pages[number].Before;

    /// <summary>The journal slot that holds the current content of a page; -1 if none does.</summary>
    public int SlotOf(long number) => _pages[number] is { Bytes: null } page ? page.Slot : -1;

    private byte[] Writable(long number)
    {
        if (!_pages.TryGetValue(number, out var page))
        {
            var bytes = new byte[PageSize];
            file.Read(number * PageSize, bytes.AsSpan(0, (int)Math.Min(PageSize, _end - (number * PageSize))));
            _pages.Add(number, page = new() { Bytes = bytes, Before = PageSums.Of(bytes) });
            _held.Add(page);
        }
        else if (page.Bytes is null)
        {
            page.Bytes = new byte[PageSize];
            journal.ReadSlot(page.Slot, 0, page.Bytes);
            _held.Add(page);
        }
        return page.Bytes;
    }

    private void Remove(long number)
    {
        if (_pages.Remove(number, out var page))
            _held.Remove(page);
    }

    private void Spill()
    {
        foreach (var page in _held)
        {
            page.Slot = journal.WriteSlot(page.Slot, page.Bytes);
            page.Bytes = null;
        }
        _held.Clear();
    }

    private sealed class Page
    {
        public byte[]? Bytes { get; set; }

        public int Slot { get; set; } = -1;

        public PageSums Before { get; set; }
    }
}

/// <summary>The part of a run of bytes that lies in one page.</summary>
/// <param name="Page">Number of the page.</param>
/// <param name="Within">Its first byte in the page.</param>
/// <param name="Offset">Its first byte in the run.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct PagePart(long Page, int Within, int Offset, int Length)
{
    /// <summary>Divides a run of bytes by pages.</summary>
    public static IEnumerable<PagePart> Of(long at, int length)
    {
        for (var offset = 0; offset < length;)
        {
            var page = (at + offset) / PageOverlay.PageSize;
            var within = (int)((at + offset) % PageOverlay.PageSize);
            var count = Math.Min(PageOverlay.PageSize - within, length - offset);
            yield return new(page, within, offset, count);
            offset += count;
        }
    }
}

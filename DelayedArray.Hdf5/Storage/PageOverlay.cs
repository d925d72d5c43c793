namespace DelayedArrays;

/// <summary>
/// New bytes over those of a file, which stays as it is. They are kept by pages, in memory as long as they are few, else in the
/// slots of a journal.
/// </summary>
/// <param name="file">The file beneath.</param>
/// <param name="journal">Takes pages for which there is no room.</param>
internal sealed class PageOverlay(StoredFile file, ChangeJournal journal)
{
    /// <summary>Bytes of a page.</summary>
    public const int PageSize = 4096;

    // 8 MiB.
    private const int MostInMemory = 2048;

    private readonly Dictionary<long, Page> _pages = [];
    private readonly List<Page> _held = [];
    private long _end = long.MaxValue;

    /// <summary>Bytes of a page before an end.</summary>
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

    /// <summary>Says where the bytes end that must stay as they are; what was written behind it goes to the file.</summary>
    public void EndAt(long end)
    {
        _end = end;
        foreach (var number in Numbers.Where(number => (number + 1) * PageSize > end))
        {
            var page = _pages[number];
            var within = (int)Math.Max(0, end - (number * PageSize));
            var bytes = Writable(number);
            // What the library left behind the end when it opened the file; as a rule nothing.
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

    /// <summary>Reads bytes as they will be.</summary>
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
            // What lies between the end of the file and new bytes is zero.
            if (read < part.Offset)
                destination[read..part.Offset].Clear();
            read = Math.Max(read, part.Offset + part.Length);
        }
        return read;
    }

    /// <summary>Keeps new bytes.</summary>
    public void Write(long at, ReadOnlySpan<byte> bytes)
    {
        foreach (var part in PagePart.Of(at, bytes.Length))
        {
            bytes.Slice(part.Offset, part.Length).CopyTo(Writable(part.Page).AsSpan(part.Within));
            if (_held.Count > MostInMemory)
                Spill();
        }
    }

    /// <summary>Takes a page in as it is, so that it is compared with what is there before anything is overwritten.</summary>
    public void Watch(long number) => _ = Writable(number);

    /// <summary>A page as it will be.</summary>
    public void ReadPage(long number, Span<byte> destination)
    {
        var page = _pages[number];
        if (page.Bytes is { } bytes)
            bytes.CopyTo(destination);
        else
            journal.ReadSlot(page.Slot, 0, destination);
    }

    /// <summary>The checksums of a page as it was when it was first changed.</summary>
    public PageSums SumsBefore(long number) => _pages[number].Before;

    /// <summary>The slot of the journal that has a page as it will be; -1 if none has.</summary>
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
/// <param name="Within">Where it starts in the page.</param>
/// <param name="Offset">Where it starts in the run.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct PagePart(long Page, int Within, int Offset, int Length)
{
    /// <summary>The parts of a run.</summary>
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

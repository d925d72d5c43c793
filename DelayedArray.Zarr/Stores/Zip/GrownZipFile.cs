using System.Collections;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays.Zarr;

/// <summary>
/// Extends a zip file in place. A copy of the directory is written far beyond the end, so that the file remains a zip file with the old
/// content at all times. The gap before the copy receives the new values and then the new directory. Cutting the file off after the new
/// directory makes that the valid one. No old byte is overwritten.
/// </summary>
/// <remarks>
/// The file has no valid end only while a copy of the directory is being written. Meanwhile, a journal beside the file records the old
/// end. On most file systems an unwritten gap takes no space.
/// </remarks>
internal sealed class GrownZipFile : ZipAppender
{
    private const long MinRoom = 16 << 20;
    private const long Page = 4096;

    private readonly string _path;
    private readonly ZipDirectory _directory;
    private readonly FileVersion _found;
    private ZipTail? _tail;

    /// <summary>Prepares to extend a file. Nothing changes until there is something to add.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="file">The file, opened for reading and writing.</param>
    /// <param name="directory">Its directory, which was already read.</param>
    /// <param name="found">The version of the file before the directory was read.</param>
    public GrownZipFile(string path, SafeFileHandle file, ZipDirectory directory, FileVersion found)
        : base(file, directory.Size)
    {
        _path = path;
        _directory = directory;
        _found = found;
    }

    /// <summary>Cuts off what a killed program has left at the end of a file. Nobody else may be changing the file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="location">The file, as messages name it.</param>
    /// <param name="file">The file, opened for reading and writing.</param>
    public static void Recover(string path, string location, SafeFileHandle file)
    {
        var journal = new ZipJournal(path).TryRead();
        long? end = null;
        try
        {
            var directory = new ZipDirectory(location, file);
            directory.Locate();
            end = ZipTail.Of(file, directory)?.OldEnd;
            // After a power failure, the end may be on disk without the bytes before it.
            if (end is null && journal is not null)
                directory.Read();
        }
        catch (Exception problem) when (problem is ArrayFormatException or EndOfStreamException)
        {
            if (journal < RandomAccess.GetLength(file))
                end = journal;
        }
        if (end is { } known)
        {
            // Before anything is cut off, this checks that a zip file ends there.
            new ZipDirectory(location, file, known).Read();
            RandomAccess.SetLength(file, known);
            RandomAccess.FlushToDisk(file);
        }
        new ZipJournal(path).Delete();
    }

    /// <inheritdoc/>
    public override bool Has(ZipEntry entry) => true;

    /// <inheritdoc/>
    protected override void MakeRoom(long end)
    {
        if (_tail is { } tail && end <= tail.Start)
            return;
        CheckUnchanged();
        var room = Math.Max(MinRoom, 2 * (end - _directory.Size));
        Extend(((end + room) / Page + 1) * Page);
    }

    /// <inheritdoc/>
    protected override void Finish(IReadOnlyCollection<ZipEntry> entries)
    {
        var kept = new BitArray(_directory.Values);
        kept.Not();
        var added = 0;
        var length = _directory.Length + ZipHeaders.MaxEnd + _directory.Comment.Length;
        foreach (var entry in entries)
        {
            if (IsNew(entry))
            {
                added++;
                length += ZipHeaders.MaxCentral(entry);
            }
            else
            {
                kept[entry.Number] = true;
            }
        }
        if (added == 0 && kept.HasAllSet())
        {
            Undo();
            return;
        }
        MakeRoom(End + length);
        var directory = new ZipDirectoryWriter(File, End);
        _directory.Copy(kept, directory);
        foreach (var entry in entries.Where(IsNew))
            directory.Add(entry);
        var end = directory.Finish(_directory.Comment);
        // The values and the directory must be on disk before the file is cut off after them.
        RandomAccess.FlushToDisk(File);
        CheckUnchanged();
        RandomAccess.SetLength(File, end);
        RandomAccess.FlushToDisk(File);
    }

    /// <inheritdoc/>
    protected override void Undo()
    {
        if (_tail is not { } tail || !tail.IsIn(File, _directory.Length))
            return;
        CutOff(tail.OldEnd);
        _tail = null;
    }

    /// <summary>
    /// Truncates the file to a former end. A file that is then unchanged also gets back its time, by which others recognise it.
    /// </summary>
    private void CutOff(long end)
    {
        RandomAccess.SetLength(File, end);
        if (end == _directory.Size)
            System.IO.File.SetLastWriteTimeUtc(File, _found.Written);
    }

    /// <summary>Writes a copy of the directory beyond the end, or further out than the last copy.</summary>
    private void Extend(long start)
    {
        var before = _tail?.End ?? _directory.Size;
        try
        {
            new ZipJournal(_path).Write(_directory.Size);
            _tail = ZipTail.Write(File, _directory, start);
            RandomAccess.FlushToDisk(File);
        }
        catch (IOException)
        {
            CutOff(before);
            new ZipJournal(_path).Delete();
            throw;
        }
        new ZipJournal(_path).Delete();
    }

    /// <exception cref="ConcurrentChangeException">Someone who does not use the lock has changed or replaced the file.</exception>
    private void CheckUnchanged()
    {
        if (_tail is { } tail ? !HasTail(tail) : FileVersion.Of(_path) != _found)
            throw new ConcurrentChangeException("it was written by someone else meanwhile, and stays as it is now");
    }

    private bool HasTail(ZipTail tail)
    {
        try
        {
            // By now the path may lead to another file.
            using var there = System.IO.File.OpenHandle(_path, share: FileShare.ReadWrite | FileShare.Delete);
            return tail.IsIn(there, _directory.Length);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}

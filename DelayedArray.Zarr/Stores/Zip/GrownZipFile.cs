using System.Collections;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>
/// Adds to a zip file where it is. A copy of the directory is put far behind the end, so that the file is a zip file with the old
/// contents all the time; the gap before it takes the new values and then the new directory; cutting the file off behind that makes
/// it the one that counts. Nothing that was there is overwritten.
/// </summary>
/// <remarks>
/// Only while a copy of the directory is written, its end is not that of a zip file; a journal beside it tells where it ended. A gap
/// that was not written to takes no room on most file systems.
/// </remarks>
internal sealed class GrownZipFile : ZipAppender
{
    private const long LeastRoom = 16 << 20;
    private const long Page = 4096;

    private readonly string _path;
    private readonly ZipDirectory _directory;
    private readonly FileVersion _found;
    private ZipTail? _tail;

    /// <summary>Begins to add to a file. It is not changed before there is something to add.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="file">The file, opened for reading and writing.</param>
    /// <param name="directory">Its directory, which was read.</param>
    /// <param name="found">What it was before the directory was read.</param>
    public GrownZipFile(string path, SafeFileHandle file, ZipDirectory directory, FileVersion found)
        : base(file, directory.Size)
    {
        _path = path;
        _directory = directory;
        _found = found;
    }

    /// <summary>Cuts off what a program that was killed has left behind the end of a file. Nobody else is changing it.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="location">The file, as messages name it.</param>
    /// <param name="file">The file, opened for reading and writing.</param>
    public static void Recover(string path, string location, SafeFileHandle file)
    {
        var journal = new ZipJournal(path).TryRead();
        long? end = null;
        try
        {
            ZipDirectory directory = new(location, file);
            directory.Locate();
            end = ZipTail.Of(file, directory)?.OldEnd;
            // Without power, the end may have come to the disk, but not what is before it.
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
            // That it was a zip file which ended there is seen before anything is cut off.
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
        var room = Math.Max(LeastRoom, 2 * (end - _directory.Size));
        Extend(((end + room) / Page + 1) * Page);
    }

    /// <inheritdoc/>
    protected override void Finish(IReadOnlyCollection<ZipEntry> entries)
    {
        BitArray kept = new(_directory.Values);
        kept.Not();
        var added = 0;
        var length = _directory.Length + ZipHeaders.MostEnd + _directory.Comment.Length;
        foreach (var entry in entries)
        {
            if (IsNew(entry))
            {
                added++;
                length += ZipHeaders.MostCentral(entry);
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
        ZipDirectoryWriter directory = new(File, End);
        _directory.Copy(kept, directory);
        foreach (var entry in entries.Where(IsNew))
            directory.Add(entry);
        var end = directory.Finish(_directory.Comment);
        // Neither the values nor the directory may come to the disk after the file is cut off behind them.
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

    /// <summary>Ends the file where it ended. As it was before, it also has the time it had, by which indexes know it.</summary>
    private void CutOff(long end)
    {
        RandomAccess.SetLength(File, end);
        if (end == _directory.Size)
            System.IO.File.SetLastWriteTimeUtc(File, _found.Written);
    }

    /// <summary>Puts a copy of the directory behind the end, or further behind it.</summary>
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

    /// <exception cref="ConcurrentChangeException">Somebody who does not take the lock has changed the file or put another in its place.</exception>
    private void CheckUnchanged()
    {
        if (_tail is { } tail ? !HasTail(tail) : FileVersion.Of(_path) != _found)
            throw new ConcurrentChangeException("it was written by somebody else meanwhile, and stays as it is now");
    }

    private bool HasTail(ZipTail tail)
    {
        try
        {
            // The file of this name, which may be another one by now.
            using var there = System.IO.File.OpenHandle(_path, share: FileShare.ReadWrite | FileShare.Delete);
            return tail.IsIn(there, _directory.Length);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}

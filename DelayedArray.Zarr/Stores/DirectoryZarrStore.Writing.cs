using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <content>Writing, removing and moving. Each step that others can see is a single rename.</content>
public sealed partial class DirectoryZarrStore
{
    /// <inheritdoc/>
    public override void Write(StoreKey key, ReadOnlySpan<byte> value, CancellationToken cancellation = default)
    {
        var path = Target(key, nameof(key));
        cancellation.ThrowIfCancellationRequested();
        var partial = NewPartial(Path.GetDirectoryName(path)!);
        WritePartial(key, partial, () => CreateFile(partial), value, path);
    }

    /// <inheritdoc/>
    public override void Delete(StoreKey key)
    {
        var path = Target(key, nameof(key));
        if (File.Exists(path))
            Guarded(key, "deleted", () => File.Delete(path));
    }

    /// <inheritdoc/>
    public override void DeleteAll(StoreKey key)
    {
        if (key.IsRoot)
        {
            Writable();
            foreach (var entry in List(key))
                DeleteAll(key / entry.Name);
            return;
        }
        var path = Target(key, nameof(key));
        Guarded(key, "deleted", () => DeleteTree(path));
        _links.Forget();
    }

    /// <inheritdoc/>
    public override void Move(StoreKey source, StoreKey target)
    {
        source.ThrowIfCannotMoveTo(target);
        var from = Target(source, nameof(source));
        var to = Target(target, nameof(target));
        if (!Directory.Exists(from))
            throw new IOException($"{Location}::{source}: there is nothing to move");
        Guarded(source, $"moved to '{target}'", () =>
        {
            CreateFolder(Path.GetDirectoryName(to)!);
            if (Directory.Exists(to))
                Directory.Delete(to, recursive: false);
            Directory.Move(from, to);
        });
        _links.Forget();
    }

    /// <summary>
    /// Moves everything under a name at the root to the root itself, and removes all else in the folder. Each name at the root is one
    /// step; after a failure, the completed steps are undone. <see cref="ZarrWriting"/> instead replaces whole folders from outside.
    /// </summary>
    /// <inheritdoc/>
    public override void MoveToRoot(StoreKey source)
    {
        source.ThrowIfNotTop(nameof(source));
        var from = Target(source, nameof(source));
        if (!Directory.Exists(from))
            throw new IOException($"{Location}::{source}: there is nothing to move");
        var replaced = PartialFile.In(_root);
        Guarded(source, "moved to the root", () =>
        {
            Directory.CreateDirectory(replaced);
            using var moves = new FolderMoves();
            moves.MoveAll(_root, replaced, except: [from, replaced]);
            moves.MoveAll(from, _root, except: []);
            moves.Keep();
        });
        _links.Forget();
        Guarded(source, "deleted", () =>
        {
            Directory.Delete(from);
            Directory.Delete(replaced, recursive: true);
        });
    }

    private static void CreateFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path}: the folder cannot be created: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    internal override void RemoveAbandoned(StoreKey key)
    {
        var path = Target(key, nameof(key));
        Guarded(key, "searched for what was left", () =>
        {
            // Links are not followed, because they may lead out of the store or in circles.
            var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
            foreach (var folder in Directory.EnumerateDirectories(path, "*", all).Prepend(path))
                PartialFile.RemoveAbandoned(folder);
        });
    }

    /// <summary>
    /// Gives a name in a folder for something incomplete. The first call removes what others have abandoned there and above.
    /// </summary>
    private string NewPartial(string folder)
    {
        for (var at = folder; at is not null && at.Length >= _root.Length && _swept.TryAdd(at, 0); at = Path.GetDirectoryName(at))
        {
            if (Directory.Exists(at))
                PartialFile.RemoveAbandoned(at);
        }
        return PartialFile.In(folder);
    }

    // The file is locked, which shows others that its writer is alive.
    private static SafeFileHandle CreateFile(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (Exception error) when (error is DirectoryNotFoundException or FileNotFoundException)
        {
            // The first attempt does not create the folder, because most values join others. If another thread has just created the
            // folder, the error names the file as missing.
            CreateFolder(Path.GetDirectoryName(path)!);
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
    }

    /// <summary>Removes a file, link or folder. A folder is renamed first, so that nobody sees it half removed.</summary>
    private static void DeleteTree(string path)
    {
        var folder = new DirectoryInfo(path);
        if (folder.Exists && folder.LinkTarget is not null)
        {
            folder.Delete();
        }
        else if (folder.Exists)
        {
            var gone = PartialFile.In(Path.GetDirectoryName(path)!);
            try
            {
                Directory.Move(path, gone);
            }
            catch (DirectoryNotFoundException)
            {
                // Someone else is removing the same item.
                return;
            }
            Directory.Delete(gone, recursive: true);
        }
        else if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private string Target(StoreKey key, string parameter)
    {
        Writable();
        key.ThrowIfRoot(parameter);
        if (PartialFile.Has(key))
            throw new ArgumentException($"'{key}' is a name reserved for incomplete files.", parameter);
        var path = PathOf(key);
        _links.CheckWriting(Path.GetDirectoryName(path)!, key);
        return path;
    }

    private void Writable()
    {
        if (!IsWritable)
            throw new NotSupportedException($"{Location}: the store was opened for reading");
    }

    private void Guarded(StoreKey key, string what, Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{Location}::{key}: this cannot be {what}: {error.Message}", error);
        }
    }
}

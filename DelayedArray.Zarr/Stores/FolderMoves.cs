namespace DelayedArrays.Zarr;

/// <summary>Renames of files and folders that belong together. Disposing undoes them, unless <see cref="Keep"/> was called.</summary>
internal sealed class FolderMoves : IDisposable
{
    private readonly Stack<(string From, string To)> _done = [];

    /// <summary>Moves the entries directly inside a folder to another folder.</summary>
    /// <param name="from">The source folder.</param>
    /// <param name="to">The target folder.</param>
    /// <param name="except">Full paths of entries that stay.</param>
    public void MoveAll(string from, string to, ReadOnlySpan<string> except)
    {
        foreach (var path in Directory.GetFileSystemEntries(from))
        {
            if (except.Contains(path))
                continue;
            var target = Path.Combine(to, Path.GetFileName(path));
            Rename(path, target);
            _done.Push((path, target));
        }
    }

    /// <summary>Keeps the moves.</summary>
    public void Keep() => _done.Clear();

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_done.TryPop(out var move))
        {
            try
            {
                Rename(move.To, move.From);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The original failure says more, and the remaining moves can still be undone.
            }
        }
    }

    private static void Rename(string from, string to)
    {
        if (Directory.Exists(from))
            Directory.Move(from, to);
        else
            File.Move(from, to);
    }
}

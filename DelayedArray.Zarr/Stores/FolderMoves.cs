namespace DelayedArrays;

/// <summary>Renames of files and folders that belong together: disposing undoes them, unless they are to be kept.</summary>
internal sealed class FolderMoves : IDisposable
{
    private readonly Stack<(string From, string To)> _done = [];

    /// <summary>Moves everything that is right in a folder to another one.</summary>
    /// <param name="from">The folder.</param>
    /// <param name="to">The other.</param>
    /// <param name="except">Full paths of what stays.</param>
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

    /// <summary>Nothing is undone.</summary>
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
                // The failure that is reported says more; the others can still go back.
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

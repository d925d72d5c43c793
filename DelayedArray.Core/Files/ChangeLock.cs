using System.Diagnostics;

namespace DelayedArrays;

/// <summary>
/// The exclusive right to change a file or folder. Only one change on a machine holds it at a time, in any program or thread. Hold it
/// from reading the old content until the new content is in place. It is a system lock on a hidden file beside the target, so it ends
/// with its holder in any case.
/// </summary>
/// <remarks>
/// The lock does not stop programs that do not use this library, and has no effect on file systems without locks. For both reasons, a
/// change checks the target once more before it replaces it.
/// </remarks>
public sealed class ChangeLock : IDisposable
{
    private const string Ending = ".lock";
    private const int LongestPause = 100;

    // EAGAIN on Linux and macOS, and ERROR_SHARING_VIOLATION.
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private ChangeLock(FileStream file) => _file = file;

    /// <summary>The default time to wait for another change.</summary>
    public static TimeSpan DefaultWait { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Takes the lock as soon as it is free.</summary>
    /// <param name="target">Full path of the file or folder. It need not exist, but its folder must.</param>
    /// <param name="wait">The longest time to wait.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="ConcurrentChangeException">Another change held the lock during the whole wait.</exception>
    /// <exception cref="IOException">The lock file cannot be created beside the target.</exception>
    /// <exception cref="UnauthorizedAccessException">The user has no permission to create the lock file.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static ChangeLock Take(string target, TimeSpan wait, CancellationToken cancellation = default)
    {
        var path = PathFor(target);
        return Attempt(() => TryTake(target, path), wait, cancellation) ?? throw new ConcurrentChangeException(
            $"{target}: another change is in progress and did not end within {wait.TotalSeconds:0.###} s (it holds {path}); try again, or wait longer");
    }

    /// <summary>Whether a change of the target is in progress.</summary>
    public static bool IsHeld(string target)
    {
        try
        {
            using var file = File.OpenHandle(PathFor(target), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure is IOException taken && IsTaken(taken);
        }
    }

    /// <summary>Repeats an attempt at growing intervals until it gives a result or the time is over.</summary>
    /// <returns>The result, or null when the time is over.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static T? Attempt<T>(Func<T?> attempt, TimeSpan wait, CancellationToken cancellation) where T : class
    {
        var clock = Stopwatch.StartNew();
        for (var pause = 1; ; pause = Math.Min(pause * 2, LongestPause))
        {
            cancellation.ThrowIfCancellationRequested();
            if (attempt() is { } result)
                return result;
            var left = wait - clock.Elapsed;
            if (left <= TimeSpan.Zero)
                return null;
            cancellation.WaitHandle.WaitOne(Math.Min(pause, (int)Math.Min(left.TotalMilliseconds + 1, int.MaxValue)));
        }
    }

    /// <summary>Whether opening a file failed because others have it open.</summary>
    public static bool IsTaken(IOException failure) => Array.IndexOf(Taken, failure.HResult) >= 0;

    /// <summary>Releases the lock.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>The path of a target's lock file.</summary>
    public static string PathFor(string target)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        return Path.Combine(Path.GetDirectoryName(full) ?? full, $".{Path.GetFileName(full)}{Ending}");
    }

    // If this program is killed, the empty lock file stays. Other users must be able to lock it.
    private static void LetOthersOpen(FileStream file)
    {
        const UnixFileMode Everyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        try
        {
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file.SafeFileHandle) != Everyone)
                File.SetUnixFileMode(file.SafeFileHandle, Everyone);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The file belongs to another user, whose program has set the mode.
        }
    }

    private static ChangeLock? TryTake(string target, string path)
    {
        try
        {
            // The file disappears with its holder. If that happens between opening and locking, the framework opens it again.
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            LetOthersOpen(file);
            return new ChangeLock(file);
        }
        catch (IOException failure) when (IsTaken(failure))
        {
            return null;
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new UnauthorizedAccessException($"{target}: cannot be changed, because no file can be created beside it ({failure.Message})", failure);
        }
    }
}

using System.Diagnostics;

namespace DelayedArrays;

/// <summary>
/// The right to change a file or a folder, which one change on one machine has at a time, whatever program or thread it runs in.
/// Hold it from reading what is there to putting the result in its place. It is a lock of the system on a hidden file beside the
/// target, so it ends with its holder, however that ends.
/// </summary>
/// <remarks>
/// Programs that do not know this library are not held up. File systems without locks hold up nobody. Both are why a change looks
/// once more at what it is about to replace.
/// </remarks>
public sealed class ChangeLock : IDisposable
{
    private const string Ending = ".lock";
    private const int LongestPause = 100;

    // EAGAIN on Linux and macOS, and ERROR_SHARING_VIOLATION.
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private ChangeLock(FileStream file) => _file = file;

    /// <summary>How long a change waits for another one, unless told otherwise.</summary>
    public static TimeSpan UsualWait { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Takes the right to change something, once it is free.</summary>
    /// <param name="target">Full path of the file or folder, which need not be there; its folder must be.</param>
    /// <param name="wait">The longest time to wait.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="ConcurrentChangeException">Another change has had it all that time.</exception>
    /// <exception cref="IOException">No file can be made beside the target.</exception>
    /// <exception cref="UnauthorizedAccessException">No file may be made beside the target.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ChangeLock Take(string target, TimeSpan wait, CancellationToken cancellation = default)
    {
        var path = PathFor(target);
        return Attempt(() => TryTake(target, path), wait, cancellation) ?? throw new ConcurrentChangeException(
            $"{target}: another change of it is in progress and has not ended within {wait.TotalSeconds:0.###} s (it holds {path}); try again, or wait longer");
    }

    /// <summary>Whether a change is in progress.</summary>
    public static bool IsHeld(string target)
    {
        try
        {
            using var file = File.OpenHandle(PathFor(target), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure is IOException taken && SaysTaken(taken);
        }
    }

    /// <summary>Tries something again and again, at growing intervals, until it has a result or the time is over.</summary>
    /// <returns>The result, or null once the time is over.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
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

    /// <summary>Whether a failure to open a file says that others have it open.</summary>
    public static bool SaysTaken(IOException failure) => Array.IndexOf(Taken, failure.HResult) >= 0;

    /// <summary>Gives the right back.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>The file that is locked for a target.</summary>
    public static string PathFor(string target)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        return Path.Combine(Path.GetDirectoryName(full) ?? full, $".{Path.GetFileName(full)}{Ending}");
    }

    // If this program is killed the file stays, and another user is to be able to lock it. There is nothing in it.
    private static void LetOthersOpen(FileStream file)
    {
        const UnixFileMode all = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        try
        {
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file.SafeFileHandle) != all)
                File.SetUnixFileMode(file.SafeFileHandle, all);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It is another user's, who has seen to it.
        }
    }

    private static ChangeLock? TryTake(string target, string path)
    {
        try
        {
            // The file goes with its holder. The framework opens it again where it went between being opened and being locked.
            FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            LetOthersOpen(file);
            return new ChangeLock(file);
        }
        catch (IOException failure) when (SaysTaken(failure))
        {
            return null;
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new UnauthorizedAccessException($"{target}: cannot be changed, for no file can be made beside it ({failure.Message})", failure);
        }
    }
}

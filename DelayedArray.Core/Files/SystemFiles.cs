using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>What Unix systems can do with files and the framework does not offer. On Windows each does nothing and succeeds.</summary>
internal static partial class SystemFiles
{
    private const int Shared = 1;
    private const int Alone = 2;
    private const int DoNotWait = 4;
    private const int Free = 8;

    // EWOULDBLOCK on Linux and on macOS.
    private static readonly int[] _taken = [11, 35];

    /// <summary>
    /// Takes a file for oneself, giving up the share that one had; without waiting. False, and the share is gone, if another holds it.
    /// File systems without locks always say yes.
    /// </summary>
    public static bool TryLockAlone(SafeFileHandle file) => TryLock(file, Alone | DoNotWait);

    /// <summary>Takes a share of a file again; false if another holds it alone.</summary>
    public static bool TryLockShared(SafeFileHandle file) => TryLock(file, Shared | DoNotWait);

    /// <summary>Gives up whatever lock one has.</summary>
    public static void Unlock(SafeFileHandle file) => TryLock(file, Free);

    /// <summary>Puts the names in a folder on disk, so that files made, renamed or deleted there stay so after a loss of power.</summary>
    /// <exception cref="IOException">The system could not.</exception>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var id = OpenPath(folder, 0);
        // Who may not read a folder cannot flush it either.
        if (id < 0)
            return;
        var failed = Flush(id) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(id);
        // EINVAL: there are file systems whose folders cannot be flushed, and need not be.
        if (failed && error != 22)
            throw new IOException($"{folder}: the folder cannot be written to disk: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    private static bool TryLock(SafeFileHandle file, int how) => OperatingSystem.IsWindows()
        || Lock(file, how) == 0 || Array.IndexOf(_taken, Marshal.GetLastPInvokeError()) < 0;

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int how);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenPath(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}

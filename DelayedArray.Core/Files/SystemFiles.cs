using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>File operations of Unix systems that the framework does not offer. On Windows they do nothing and report success.</summary>
public static partial class SystemFiles
{
    private const int Shared = 1;
    private const int Alone = 2;
    private const int DoNotWait = 4;
    private const int Free = 8;

    // EWOULDBLOCK on Linux and on macOS.
    private static readonly int[] Taken = [11, 35];

    /// <summary>
    /// Tries to lock a file exclusively, without waiting. Any shared lock is given up first; if others hold a lock the result is false,
    /// and the shared lock is lost. Always true on file systems without locks.
    /// </summary>
    public static bool TryLockAlone(SafeFileHandle file) => TryLock(file, Alone | DoNotWait);

    /// <summary>Tries to lock a file for sharing, without waiting; false if another holds it exclusively.</summary>
    public static bool TryLockShared(SafeFileHandle file) => TryLock(file, Shared | DoNotWait);

    /// <summary>Releases the lock on a file, if any.</summary>
    public static void Unlock(SafeFileHandle file) => TryLock(file, Free);

    /// <summary>
    /// Flushes the names in a folder to disk, so that creating, renaming and deleting files there survive a power failure.
    /// </summary>
    /// <exception cref="IOException">The system failed to flush the folder.</exception>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var id = OpenPath(folder, 0);
        // A user who may not read a folder cannot flush it either.
        if (id < 0)
            return;
        var failed = Flush(id) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(id);
        // EINVAL: the folders of some file systems cannot be flushed, and need not be.
        if (failed && error != 22)
            throw new IOException($"{folder}: the folder cannot be written to disk: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    private static bool TryLock(SafeFileHandle file, int how) => OperatingSystem.IsWindows()
        || Lock(file, how) == 0 || Array.IndexOf(Taken, Marshal.GetLastPInvokeError()) < 0;

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int how);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenPath(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}

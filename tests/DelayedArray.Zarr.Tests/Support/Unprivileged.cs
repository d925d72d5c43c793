using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DelayedArrays.ZarrTests;

/// <summary>Does something as a user whom the permissions of files bind, which root is not.</summary>
internal static partial class Unprivileged
{
    private const uint Nobody = 65534;

    /// <summary>Runs an action on a thread of its own, which on Linux asks for files as nobody if the process is root's.</summary>
    [SupportedOSPlatform("linux")]
    public static void Run(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                if (Environment.IsPrivilegedProcess)
                    Assert.NotEqual(uint.MaxValue, SetFileUser(Nobody));
                action();
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    // Of this thread alone, and with it go the rights to pass over permissions.
    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial uint SetFileUser(uint user);
}

/// <summary>A test of permissions of files; skipped where they are others than those of Linux.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "Only on Linux can a thread give up its permissions.";
    }
}

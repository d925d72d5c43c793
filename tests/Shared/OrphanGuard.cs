namespace DelayedArrays.Testing;

/// <summary>Ends a program that a test starts and kills, in case the test is gone before that.</summary>
internal static class OrphanGuard
{
    /// <summary>Ends this program when its standard input ends. The test holds the input open.</summary>
    public static void Watch()
    {
        var thread = new Thread(() =>
        {
            while (Console.In.Read() >= 0)
            {
                // The test sends nothing.
            }
            Environment.Exit(1);
        })
        { IsBackground = true };
        thread.Start();
    }
}

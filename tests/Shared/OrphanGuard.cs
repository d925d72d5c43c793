namespace DelayedArrays.Testing;

/// <summary>Programs that tests start and kill. One whose test is gone must not go on for ever.</summary>
internal static class OrphanGuard
{
    /// <summary>Ends this program once its standard input, which the test holds open, ends.</summary>
    public static void Watch()
    {
        var thread = new Thread(() =>
        {
            while (Console.In.Read() >= 0)
            {
                // Nothing is sent.
            }
            Environment.Exit(1);
        })
        { IsBackground = true };
        thread.Start();
    }
}

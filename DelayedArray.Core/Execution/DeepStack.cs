using System.Runtime.ExceptionServices;

namespace DelayedArrays;

/// <summary>Runs recursive work on trees, on a thread whose stack is deep enough.</summary>
internal static class DeepStack
{
    /// <summary>The depth of the deepest tree that can be evaluated. A thread cannot have a larger stack.</summary>
    public const int MaxDepth = (int.MaxValue - Reserve) / BytesPerLevel;

    private const int ShallowDepth = 200;
    private const int BytesPerLevel = 2048;
    private const int Reserve = 1 << 20;

    /// <summary>Whether a tree of this depth fits on any thread's stack.</summary>
    public static bool Fits(int depth) => depth <= ShallowDepth;

    /// <summary>Stack bytes that a thread needs for a tree beyond those every thread has.</summary>
    public static long Bytes(int depth) => Fits(depth) ? 0 : (long)depth * BytesPerLevel;

    /// <summary>Starts a thread whose stack fits a tree of the given depth.</summary>
    /// <exception cref="InvalidOperationException">The tree is deeper than <see cref="MaxDepth"/>.</exception>
    public static Thread Start(int depth, ThreadStart work)
    {
        if (depth > MaxDepth)
            throw new InvalidOperationException($"the expression is {depth} operations deep; at most {MaxDepth} can be evaluated at once");
        var thread = new Thread(work, (int)(Reserve + Bytes(depth))) { IsBackground = true };
        thread.Start();
        return thread;
    }

    /// <summary>Runs work on the current thread if its stack is deep enough, otherwise on a new thread.</summary>
    public static void Run(int depth, Action work)
    {
        if (Fits(depth))
        {
            work();
            return;
        }
        ExceptionDispatchInfo? failure = null;
        Start(depth, () =>
        {
            try
            {
                work();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }).Join();
        failure?.Throw();
    }
}

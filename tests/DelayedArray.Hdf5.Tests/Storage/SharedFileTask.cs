namespace DelayedArrays.Tests;

/// <summary>What one of several programs does to a file that all of them change. It says what it begins, and how that ended.</summary>
internal static class SharedFileTask
{
    public const int Columns = 40;
    public const int RowsAtOnce = 10;
    public const int Length = 3000;

    /// <summary>The rows that a program appends: each says whose it is, and which.</summary>
    public static float Mark(string name, int number) => (name[^1] * 1000) + number;

    public static void Run(string task, string path, string name, int count)
    {
        ExecutionOptions patient = new() { LockTimeout = TimeSpan.FromMinutes(2) };
        for (var k = 0; k < count; k++)
        {
            Say($"begin {k}");
            try
            {
                Change(task, path, name, k, patient);
                Say($"done {k}");
            }
            catch (ConcurrentChangeException refusal)
            {
                Say($"refused {k} {refusal.Message}");
            }
        }
    }

    private static void Change(string task, string path, string name, int k, ExecutionOptions execution)
    {
        var mark = Mark(name, k);
        switch (task)
        {
            case "dense":
                Delayed.FromFunction<float>(new Shape(Length), at => mark + at[0]).WriteHdf5(path, $"{name}/{k}", new() { Chunks = [700] }, execution);
                break;
            case "sparse":
                Delayed.FromMemory(Rows(mark), RowsAtOnce, Columns).WriteHdf5Sparse(path, $"{name}/{k}", execution: execution);
                break;
            case "append":
                Hdf5SparseMatrix.Append(path, "X", Delayed.FromMemory(Rows(mark), RowsAtOnce, Columns), execution: execution);
                break;
            case "edit":
                Hdf5SparseMatrix.SetValues(path, "E", (name[^1] - '0', 0), Delayed.FromMemory(Enumerable.Repeat(mark, Columns).ToArray(), 1, Columns), execution: execution);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(task), task, "unknown");
        }
    }

    // A few entries of each row are not zero.
    public static float[] Rows(float mark) =>
        [.. Enumerable.Range(0, RowsAtOnce * Columns).Select(k => k % 7 == 0 ? mark : 0)];

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}

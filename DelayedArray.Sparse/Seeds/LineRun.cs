namespace DelayedArrays;

/// <summary>Lines of a compressed matrix that are consecutive both in storage and in a selection.</summary>
/// <param name="Position">Position of the first line in the selection.</param>
/// <param name="Line">Number of the first line.</param>
/// <param name="Count">Number of lines.</param>
internal readonly record struct LineRun(int Position, long Line, int Count)
{
    /// <summary>Splits a selection of lines into runs.</summary>
    public static List<LineRun> Split(AxisSelection selection)
    {
        if (selection.IsContiguous)
            return [new LineRun(0, selection.Start, (int)selection.Count)];
        var runs = new List<LineRun>();
        for (var i = 0; i < selection.Count; i++)
        {
            if (runs.Count > 0 && runs[^1].Line + runs[^1].Count == selection[i])
                runs[^1] = runs[^1] with { Count = runs[^1].Count + 1 };
            else
                runs.Add(new LineRun(i, selection[i], 1));
        }
        return runs;
    }
}

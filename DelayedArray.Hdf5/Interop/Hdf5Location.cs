namespace DelayedArrays.Hdf5;

/// <summary>The file and object that a call concerns. Checks the call's result and describes its failure.</summary>
internal readonly record struct Hdf5Location(string File, string? Path)
{
    /// <summary>Takes ownership of a new identifier.</summary>
    /// <exception cref="ArrayFormatException">The call failed.</exception>
    public Hdf5Id Id(long result, string problem) => result >= 0 ? Hdf5Id.Own(result) : throw Failure(problem);

    /// <summary>Passes on a non-negative result.</summary>
    /// <exception cref="ArrayFormatException">The call failed.</exception>
    public int Ok(int result, string problem) => result >= 0 ? result : throw Failure(problem);

    /// <summary>Describes the last failed call on this thread. Call it before leaving the gate.</summary>
    public ArrayFormatException Failure(string problem)
    {
        var why = H5E.Descriptions();
        if (why.Count == 0)
            return Problem(problem);

        // A missing filter is followed by the failed search for its plugin, which explains little.
        var filter = why.Find(static line => line.StartsWith("required filter", StringComparison.Ordinal));
        var ofDriver = why.Exists(static line => line.StartsWith("driver ", StringComparison.Ordinal) || line.StartsWith("open failed", StringComparison.Ordinal));
        var inner = FilterBridge.TakeError() ?? (ofDriver ? DriverFile.TakeError() : null);
        return new ArrayFormatException(File, Path, $"{problem}: {inner?.Message ?? filter ?? why[0]}", inner);
    }

    /// <summary>Describes a problem found without the library.</summary>
    public ArrayFormatException Problem(string problem) => new(File, Path, problem);
}

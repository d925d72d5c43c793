namespace DelayedArrays;

/// <summary>Where in which file a call is made: checks its result and words its failure.</summary>
internal readonly record struct Hdf5Place(string File, string? Path)
{
    /// <summary>Takes over a new identifier, or throws.</summary>
    /// <exception cref="ArrayFormatException">The call failed.</exception>
    public Hdf5Id Id(long result, string problem) => result >= 0 ? Hdf5Id.Own(result) : throw Failure(problem);

    /// <summary>Passes a non-negative result on, or throws.</summary>
    /// <exception cref="ArrayFormatException">The call failed.</exception>
    public int Ok(int result, string problem) => result >= 0 ? result : throw Failure(problem);

    /// <summary>The failure of the last call on this thread; to be made before the gate is left.</summary>
    public ArrayFormatException Failure(string problem)
    {
        var why = H5E.Descriptions();
        if (why.Count == 0)
            return Problem(problem);

        // Below a missing filter comes the vain search for its plugin, which says little.
        var filter = why.Find(static line => line.StartsWith("required filter", StringComparison.Ordinal));
        var ofDriver = why.Exists(static line => line.StartsWith("driver ", StringComparison.Ordinal) || line.StartsWith("open failed", StringComparison.Ordinal));
        var inner = FilterBridge.TakeError() ?? (ofDriver ? DriverFile.TakeError() : null);
        return new ArrayFormatException(File, Path, $"{problem}: {inner?.Message ?? filter ?? why[0]}", inner);
    }

    /// <summary>A failure which the library has no part in.</summary>
    public ArrayFormatException Problem(string problem) => new(File, Path, problem);
}

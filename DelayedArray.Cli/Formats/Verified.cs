namespace DelayedArrays;

/// <summary>The outcome of reading an array.</summary>
internal enum Outcome
{
    /// <summary>All of it was read.</summary>
    Read,

    /// <summary>It cannot be read because of its kind.</summary>
    Unread,

    /// <summary>It could not be read.</summary>
    Failed,
}

/// <summary>The result of checking one array.</summary>
/// <param name="Line">The result in words.</param>
/// <param name="Outcome">Whether it was read.</param>
internal readonly record struct Verified(string Line, Outcome Outcome)
{
    /// <summary>Possible problems of an array that was read completely, as sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public static implicit operator Verified(string line) => new(line, Outcome.Read);

    /// <summary>An array that is not read, and the reason.</summary>
    public static Verified Unread(string line) => new(line, Outcome.Unread);

    /// <summary>An array that cannot be read, and the reason.</summary>
    public static Verified Failed(string line) => new(line, Outcome.Failed);

    /// <summary>Describes a sparse matrix that was read.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="found">The result of reading it.</param>
    /// <exception cref="ArrayFormatException">Something is wrong with it.</exception>
    public static Verified OfSparse(string name, SparseVerification found)
    {
        if (!found.IsValid)
            throw new ArrayFormatException(found.File, found.Group, string.Join("; ", found.Problems));
        var info = found.Info!;
        var duplicates = found.Duplicates < 0 ? "duplicates not known" : $"{found.Duplicates} duplicates";
        Verified read = $"{name}: sparse {info.Layout.Name().ToLowerInvariant()} {info.Shape}, {found.Entries} entries, indices "
            + $"{(found.HasSortedIndices ? "sorted" : "not sorted")}, {duplicates}, {found.ExplicitZeros} explicit zeros";
        return found.HasLeftovers ? read with { Warnings = [$"{name}: holds elements after its matrix, left by an interrupted append"] } : read;
    }

    /// <summary>Checks one array. A failure becomes part of the result, so that the other arrays are checked too.</summary>
    public static Verified Of(Func<Verified> check)
    {
        try
        {
            return check();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException
            or InvalidOperationException or ArithmeticException)
        {
            return Failed(Messages.Of(e));
        }
    }
}

namespace DelayedArrays;

/// <summary>Reads a sparse group from beginning to end, piece by piece, and collects problems.</summary>
internal sealed class SparseVerifier(SparseGroup group, CancellationToken cancellation)
{
    private const int Piece = 256 * 1024;

    private readonly List<string> _problems = [];

    public SparseVerification Run(SparseLayout? layout, Shape? shape)
    {
        var found = new SparseVerification { File = group.Location.File ?? group.Location.Format, Group = group.Location.Group ?? "" };
        try
        {
            var info = group.Detect(layout, shape);
            found = found with { Info = info };
            var parts = SparseParts.Required.Select(group.Open).ToArray();
            if (CheckTypes(parts))
                found = CheckParts(found, info, parts);
        }
        catch (Exception problem) when (problem is ArrayFormatException or UnsupportedElementTypeException)
        {
            Add(Words(problem));
        }
        return found with { Problems = _problems };
    }

    private bool CheckTypes(DelayedArray[] parts)
    {
        foreach (var (name, part) in SparseParts.Required.Zip(parts))
        {
            if (part.Rank != 1)
                Add($"{name} has {part.Rank} axes; expected one axis");
            if (name != SparseParts.Data && (part.ElementType.IsFloat() || part.ElementType == ElementType.Boolean))
                Add($"{name} has elements of type {part.ElementType.Name()}; expected integers");
        }
        return _problems.Count == 0;
    }

    private SparseVerification CheckParts(SparseVerification found, SparseGroupInfo info, DelayedArray[] parts)
    {
        var (data, indices, offsets) = (parts[0], parts[1], parts[2]);
        var mayHaveLeftovers = group.MayHaveLeftovers(info);
        var lines = info.Shape[info.Layout.MajorAxis()];
        if (OffsetCheck.LengthProblem(offsets.Shape[0], info.Shape, info.Layout, mayHaveLeftovers) is { } problem)
            Add(problem);
        var counted = CheckOffsets(new NumberReader(offsets, Math.Min(lines + 1, offsets.Shape[0])));
        var stored = Math.Min(data.Shape[0], indices.Shape[0]);
        var entries = mayHaveLeftovers && counted is { } last && last <= stored ? last : stored;
        if (data.Shape[0] != indices.Shape[0] && (!mayHaveLeftovers || entries != counted))
            Add($"data has {data.Shape[0]} elements and indices {indices.Shape[0]}; expected equal numbers");
        if (counted is { } end && end != entries)
            Add($"indptr ends at {end}; there are {entries} values");
        var isInOrder = counted == entries && _problems.Count == 0;
        var check = new EntryCheck(
            info.Shape[info.Layout.MinorAxis()], new(indices, entries), isInOrder ? new OffsetReader(new(offsets, lines + 1)) : null);
        check.Run(cancellation);
        if (check.FirstOutside is { } outside)
        {
            Add($"the index of entry {outside.Entry} is {outside.Index}, expected 0 to {info.Shape[info.Layout.MinorAxis()] - 1} "
                + $"({check.Outside} such entries)");
        }
        return found with
        {
            Entries = entries,
            HasSortedIndices = check.IsSorted,
            Duplicates = check.Duplicates,
            ExplicitZeros = CountZeros(data, mayHaveLeftovers ? entries : data.Shape[0]),
            HasLeftovers = mayHaveLeftovers && (offsets.Shape[0] > lines + 1 || data.Shape[0] > entries || indices.Shape[0] > entries),
        };
    }

    /// <summary>Checks the offsets and returns the last one; null if they have a problem.</summary>
    private long? CheckOffsets(NumberReader offsets)
    {
        if (offsets.Length > Array.MaxLength)
        {
            // Missing chunks take no space in the file, so any length is possible.
            Add($"indptr has {offsets.Length} elements, more than one array holds");
            return null;
        }
        var check = new OffsetCheck();
        for (var start = 0L; start < offsets.Length; start += Piece)
        {
            cancellation.ThrowIfCancellationRequested();
            if (check.Add(offsets.Read(start, Math.Min(Piece, offsets.Length - start))) is { } problem)
            {
                Add(problem);
                return null;
            }
        }
        return offsets.Length == 0 ? null : check.Last;
    }

    private long CountZeros(DelayedArray data, long count)
    {
        // The cast turns no non-zero number into zero.
        var values = data.Cast<double>();
        var zeros = 0L;
        for (var start = 0L; start < count; start += Piece)
        {
            cancellation.ThrowIfCancellationRequested();
            var piece = values[Selection.Slice(start, Math.Min(count, start + Piece))].ToArray();
            zeros += piece.AsSpan().Count(0.0);
        }
        return zeros;
    }

    /// <summary>Formats a problem without the group, which the report names already.</summary>
    private string Words(Exception problem) => problem switch
    {
        ArrayFormatException { Problem: { } what } format when format.Path == group.Location.Group => what,
        ArrayFormatException { Problem: { } what, Path: { } path } format when format.File == group.Location.File => $"{path}: {what}",
        _ => problem.Message.Replace($"{group.Location.File}::", "", StringComparison.Ordinal),
    };

    private void Add(string problem) => _problems.Add(problem);
}

namespace DelayedArrays;

/// <summary>Reads a sparse group from one end to the other, piece by piece, and notes what is wrong.</summary>
internal sealed class SparseVerifier(Hdf5Group group, CancellationToken cancellation)
{
    private const int Piece = 256 * 1024;

    private readonly List<string> _problems = [];

    public SparseVerification Run(SparseLayout? layout, Shape? shape)
    {
        Hdf5SparseLayout? found = null;
        EntryFacts facts = new();
        try
        {
            found = Hdf5SparseLayout.Detect(group, layout, shape);
            using var data = group.OpenDataset("data");
            using var indices = group.OpenDataset("indices");
            using var indptr = group.OpenDataset("indptr");
            if (CheckTypes(data, indices, indptr))
                facts = CheckParts(found, data, indices, indptr);
        }
        catch (ArrayFormatException problem)
        {
            _problems.Add(Words(problem));
        }
        return new SparseVerification
        {
            File = group.File.Path,
            Group = group.Path,
            Layout = found,
            Entries = facts.Entries,
            HasSortedIndices = facts.IsSorted,
            Duplicates = facts.Duplicates,
            ExplicitZeros = facts.Zeros,
            Problems = _problems,
        };
    }

    private bool CheckTypes(Hdf5Dataset data, Hdf5Dataset indices, Hdf5Dataset indptr)
    {
        foreach (var dataset in (Hdf5Dataset[])[data, indices, indptr])
        {
            if (dataset.IsNull || dataset.Shape.Length != 1)
                Add($"{dataset.Name} has {(dataset.IsNull ? "no data" : $"{dataset.Shape.Length} axes")}; expected one axis");
        }
        foreach (var dataset in (Hdf5Dataset[])[indices, indptr])
        {
            if (dataset.Type.Element is not { } type || type == ElementType.Boolean || type.IsFloat())
                Add($"{dataset.Name} has elements of type {dataset.Type}; expected integers");
        }
        if (data.Type.Element is null)
            Add($"data has elements of type {data.Type}; expected numbers or booleans");
        return _problems.Count == 0;
    }

    private EntryFacts CheckParts(Hdf5SparseLayout found, Hdf5Dataset data, Hdf5Dataset indices, Hdf5Dataset indptr)
    {
        if (data.Length != indices.Length)
            Add($"data has {data.Length} elements and indices {indices.Length}; expected as many");
        var lines = found.Shape[found.Layout.MajorAxis()];
        if (indptr.Length != lines + 1)
            Add($"indptr has {indptr.Length} elements; expected {lines + 1} for {lines} {found.Layout.LineName()}s");
        var offsetsAreRight = CheckOffsets(indptr, data.Length) && indptr.Length == lines + 1 && data.Length == indices.Length;
        var check = new EntryCheck(
            found.Shape[found.Layout.MinorAxis()], new(indices), offsetsAreRight ? new OffsetReader(new(indptr)) : null);
        check.Run(cancellation);
        if (check.FirstOutside is { } outside)
        {
            Add($"the index of entry {outside.Entry} is {outside.Index}, expected 0 to {found.Shape[found.Layout.MinorAxis()] - 1} "
                + $"({check.Outside} such entries)");
        }
        return new(Math.Min(data.Length, indices.Length), check.IsSorted, check.Duplicates, CountZeros(data));
    }

    private bool CheckOffsets(Hdf5Dataset indptr, long entries)
    {
        if (indptr.Length > Array.MaxLength)
        {
            // They need not take any room in the file.
            Add($"indptr has {indptr.Length} elements, more than one array holds");
            return false;
        }
        var before = _problems.Count;
        var last = 0L;
        var reader = new NumberReader(indptr);
        for (var start = 0L; start < indptr.Length; start += Piece)
        {
            cancellation.ThrowIfCancellationRequested();
            var offsets = reader.Read(start, Math.Min(Piece, indptr.Length - start));
            if (start == 0 && offsets[0] != 0)
                Add($"indptr starts at {offsets[0]}; expected 0");
            for (var i = 0; i < offsets.Length; i++)
            {
                if (offsets[i] < last)
                {
                    Add($"indptr decreases from {last} to {offsets[i]} at {start + i}");
                    return false;
                }
                last = offsets[i];
            }
        }
        if (indptr.Length > 0 && last != entries)
            Add($"indptr ends at {last}; there are {entries} values");
        return _problems.Count == before;
    }

    private long CountZeros(Hdf5Dataset data)
    {
        // No number that is not zero becomes zero here.
        var values = Hdf5Array.Open(data).Cast<double>();
        var zeros = 0L;
        for (var start = 0L; start < data.Length; start += Piece)
        {
            cancellation.ThrowIfCancellationRequested();
            var piece = values[Selection.Slice(start, Math.Min(data.Length, start + Piece))].ToArray();
            zeros += piece.AsSpan().Count(0.0);
        }
        return zeros;
    }

    /// <summary>What is wrong, without the group that the problems are told of.</summary>
    private string Words(ArrayFormatException problem) => problem switch
    {
        { Problem: { } what, Path: var path } when path == group.Path => what,
        { Problem: { } what, Path: { } path } when problem.File == group.File.Path => $"{path}: {what}",
        _ => problem.Message,
    };

    private void Add(string problem) => _problems.Add(problem);

    private readonly record struct EntryFacts(long Entries, bool IsSorted, long Duplicates, long Zeros);
}

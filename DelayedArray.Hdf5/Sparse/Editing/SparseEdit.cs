namespace DelayedArrays;

/// <summary>A matrix in a sparse group as it is before a change, checked, for reading.</summary>
internal sealed class SparseEdit : IDisposable
{
    private static readonly string[] Parts = ["data", "indices", "indptr"];

    private readonly Hdf5File _file;

    private SparseEdit(Hdf5File file, Hdf5Group group)
    {
        _file = file;
        GroupPath = group.Path;
        Found = Hdf5SparseLayout.Detect(group);
        Matrix = Hdf5SparseArray.Open(group);
        // What is changed is a copy of this file alone.
        if (!string.Equals(group.FileName, file.Root.FileName, StringComparison.Ordinal))
            throw Problem($"is in another file ({group.FileName}), by an external link; change it there");
    }

    /// <summary>Path of the group.</summary>
    public string GroupPath { get; }

    /// <summary>Shape, layout and convention.</summary>
    public Hdf5SparseLayout Found { get; }

    /// <summary>The matrix.</summary>
    public DelayedArray Matrix { get; }

    /// <summary>What a line is called in messages.</summary>
    public string LineName => Found.Layout.LineName();

    /// <exception cref="ArrayFormatException">There is no sparse group of that name, or its parts contradict each other.</exception>
    public static SparseEdit Open(string path, string group)
    {
        var file = Hdf5File.OpenRead(path);
        try
        {
            using var found = file.OpenGroup(group);
            return new SparseEdit(file, found);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Why the datasets are not to be changed as they are; null if they may. What is changed is a copy of the file, so
    /// elements that are elsewhere would change at once, and without a way back.</summary>
    public string? WhyNotInPlace()
    {
        foreach (var name in Parts)
        {
            using var dataset = _file.OpenDataset($"{GroupPath}/{name}");
            if (dataset is { HasExternalFiles: true } or { Layout: Hdf5Layout.Virtual } || dataset.FileName != _file.Root.FileName)
                return $"the dataset '{name}' has its elements in another file";
        }
        return null;
    }

    /// <summary>Why the datasets cannot grow; null if they can.</summary>
    public string? WhyNotToGrow()
    {
        if (WhyNotInPlace() is { } reason)
            return reason;
        foreach (var name in Parts)
        {
            using var dataset = _file.OpenDataset($"{GroupPath}/{name}");
            if (dataset.Layout != Hdf5Layout.Chunked || dataset.MaximumShape[0] != Hdf5DatasetOptions.Unlimited)
                return $"the dataset '{name}' cannot grow: it has {(dataset.Layout == Hdf5Layout.Chunked ? "a greatest length" : "no chunks")}";
        }
        return null;
    }

    /// <summary>How one of the datasets is stored.</summary>
    public SparsePartForm FormOf(string name)
    {
        using var dataset = _file.OpenDataset($"{GroupPath}/{name}");
        return SparsePartForm.Of(dataset);
    }

    /// <summary>The error for a matrix that does not take a change.</summary>
    public ArrayFormatException Problem(string problem) => new(_file.Path, GroupPath, problem);

    public void Dispose() => _file.Dispose();
}

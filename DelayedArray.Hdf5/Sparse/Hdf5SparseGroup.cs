namespace DelayedArrays.Hdf5;

/// <summary>The parts and attributes of a sparse group of a file.</summary>
internal sealed class Hdf5SparseGroup(Hdf5Group group) : SparseGroup, IDisposable
{
    private readonly Dictionary<string, Hdf5Dataset> _datasets = new(StringComparer.Ordinal);
    private SparseLocation? _location;

    public override SparseLocation Location => _location ??= new SparseLocation("HDF5", group.FileName, group.Path)
    {
        CanBeIndexed = CanBeIndexed(out var state),
        State = state,
    };

    public override string PartName => "dataset";

    public override bool Has(string part) => group.Exists(part);

    public override DelayedArray Open(string part) => Hdf5Array.Open(Dataset(part));

    /// <summary>Opens the dataset of a part. It stays open while an array reads it, unless this object is disposed.</summary>
    public Hdf5Dataset Dataset(string part)
    {
        if (!_datasets.TryGetValue(part, out var dataset))
            _datasets.Add(part, dataset = group.OpenDataset(part));
        return dataset;
    }

    public override SparseStatement? FindStatement(string name) => group.Attributes.Find(name) is not { } attribute ? null : new(
        $"{attribute.Type} of {attribute.Length} elements",
        attribute.Type.Class == Hdf5TypeClass.String && attribute.Length == 1 ? attribute.ReadString() : null,
        attribute.Type.Element is null ? null : attribute.ReadDoubleArray());

    protected override IEnumerable<string> MatricesBelow() =>
        group.Names.Where(name => SparseParts.Required.All(part => group.Exists($"{name}/{part}")));

    /// <summary>Closes the datasets. Arrays that read them can no longer be used.</summary>
    public void Dispose()
    {
        foreach (var dataset in _datasets.Values)
            dataset.Dispose();
        _datasets.Clear();
    }

    protected override CompressedSparseSeed<T> CreateSeed<T>(CompressedParts parts) => new Hdf5CompressedSparseSeed<T>(parts);

    // If the elements are in other files, they can change while this file stays the same.
    private bool CanBeIndexed(out string? state)
    {
        state = null;
        if (!group.Exists(SparseParts.Indices))
            return false;
        try
        {
            var indices = Dataset(SparseParts.Indices);
            if (indices.Snapshot is { Opened: var opened })
                state = MatrixIdentity.StateOf(opened.Length, opened.Written);
            return indices is { Layout: not Hdf5Layout.Virtual, HasExternalFiles: false } && indices.FileName == group.FileName;
        }
        catch (ArrayFormatException)
        {
            // Opening the part reports the reason.
            return false;
        }
    }
}

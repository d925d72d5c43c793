namespace DelayedArrays.Hdf5;

/// <summary>A change of an existing sparse group. It reads the old content from the file as others see it.</summary>
internal sealed class Hdf5SparseEdit : Hdf5SparseChange
{
    private readonly Hdf5Transaction _transaction;
    private readonly Hdf5File _file;
    private readonly Hdf5Group _group;
    private readonly Hdf5SparseGroup _before;

    private Hdf5SparseEdit(Hdf5Transaction transaction, Hdf5File file, Hdf5SparseGroup before, Hdf5Group group) : base(group, group, new()) =>
        (_transaction, _file, _before, _group) = (transaction, file, before, group);

    public override SparseGroup Group => _before;

    /// <summary>Begins a change once no other change of the same file is in progress.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArrayFormatException">There is no such group, or it is in another file.</exception>
    /// <exception cref="ConcurrentChangeException">Others are changing the file, or have it open.</exception>
    public static Hdf5SparseEdit Begin(string path, string group, Hdf5SparseEditOptions? options, ExecutionOptions? execution)
    {
        // From here on, nobody else can change the content that is read.
        var transaction = Hdf5Transaction.BeginExisting(path, options?.ChangeMode ?? default, execution ?? ExecutionOptions.Default);
        Hdf5File? file = null;
        try
        {
            file = Hdf5File.OpenRead(path);
            var found = file.OpenGroup(group);
            if (!string.Equals(found.FileName, file.Root.FileName, StringComparison.Ordinal))
                throw new ArrayFormatException(path, found.Path, $"is in another file ({found.FileName}), by an external link; change it there");
            return new(transaction, file, new Hdf5SparseGroup(found), transaction.File.OpenGroup(found.Path));
        }
        catch
        {
            file?.Dispose();
            transaction.Dispose();
            throw;
        }
    }

    public override void Commit()
    {
        base.Commit();
        _group.Dispose();
        _before.Dispose();
        _file.Dispose();
        _transaction.Commit();
    }

    protected override SparseGroupChange Rewrite()
    {
        var name = $"{Guid.NewGuid():N}.partial";
        var parts = _group.CreateGroup(name);
        foreach (var part in SparseParts.Required)
            Hdf5PartForm.Of(_before.Dataset(part)).Create(parts, part);
        return new Rewriting(_group, parts, name);
    }

    // Elements in another file would change at once and could not be restored, so only elements in this file are changed.
    protected override string? OverwriteObstacle(string part)
    {
        var dataset = _before.Dataset(part);
        return dataset is { HasExternalFiles: true } or { Layout: Hdf5Layout.Virtual } || dataset.FileName != _file.Root.FileName
            ? $"the dataset '{part}' has its elements in another file" : null;
    }

    protected override string? GrowObstacle(string part)
    {
        var dataset = _before.Dataset(part);
        if (OverwriteObstacle(part) is { } reason)
            return reason;
        return dataset.Layout != Hdf5Layout.Chunked ? $"the dataset '{part}' cannot grow: it has no chunks"
            : dataset.MaximumShape[0] != Hdf5DatasetOptions.Unlimited ? $"the dataset '{part}' cannot grow: its length is limited"
            : null;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _group.Dispose();
        _before.Dispose();
        _file.Dispose();
        _transaction.Dispose();
    }

    /// <summary>Writes the parts to a temporary group below, and finally moves them to their places.</summary>
    private sealed class Rewriting(Hdf5Group group, Hdf5Group parts, string name) : Hdf5SparseChange(group, parts, new())
    {
        public override void Commit()
        {
            base.Commit();
            Parts.Dispose();
            foreach (var part in SparseParts.Required)
            {
                Target.Delete(part);
                Target.Move($"{name}/{part}", part);
            }
            Target.Delete(name);
        }
    }
}

namespace DelayedArrays.Zarr;

// The existing content at the target, and the groups around it.
internal sealed partial record ZarrTarget
{
    private static readonly string[] StateNames =
        [DocumentName.V3, DocumentName.V2Array, DocumentName.V2Group, DocumentName.V2Attributes];

    // The object itself, and the arrays of a sparse matrix.
    private IEnumerable<StoreKey> Objects => SparseParts.Required.Select(name => Key / name).Prepend(Key);

    /// <summary>Gets the states of the documents of the object and, for a sparse matrix, of its arrays.</summary>
    public ValueState[] DocumentStates() => [.. Objects.SelectMany(_ => StateNames, (key, name) => Store.StateOf(key / name))];

    /// <summary>
    /// Gets the states of the documents and of the folders of chunks. They differ once the object is changed or replaced.
    /// </summary>
    public ValueState[] States() => [.. DocumentStates(), .. Objects.Where(key => !key.IsRoot).Select(Store.StateOf)];

    /// <summary>Checks that nothing is there, except an array, a sparse matrix or an empty group.</summary>
    /// <exception cref="IOException">There is a group with other members, or there are files that belong to no array.</exception>
    public void CheckReplaceable()
    {
        if (Store.Length(Key) is not null)
            throw new IOException($"{this}: is a file that belongs to no array; expected another name, or its removal");
        if (!Store.CanList || IsArray())
            return;
        SparseParts.CheckOnly($"{this}", Store.List(Key).Select(entry => entry.Name)
            .Where(name => !name.StartsWith('.') && name != DocumentName.V3));
    }

    /// <summary>Finds the version of Zarr of the innermost group above the target; null if there is none.</summary>
    /// <exception cref="IOException">The target is inside an array.</exception>
    public int? GroupVersion()
    {
        var documents = new StoreMetadata(Store);
        int? version = null;
        foreach (var above in Ancestors())
        {
            if (documents.TryReadGroup(above, default) is { } group)
                version = group.Format;
            else if (documents.TryReadArray(above, default) is not null)
                throw new IOException($"{this}: {(above.IsRoot ? "the store itself" : $"'{above}'")} is an array; expected a group, or nothing yet");
        }
        return version;
    }

    /// <summary>Creates the missing groups above the target.</summary>
    /// <param name="version">Their version of Zarr.</param>
    /// <param name="made">Receives each group before it is created, outermost first.</param>
    public void CreateGroups(int version, List<StoreKey> made)
    {
        var documents = new StoreMetadata(Store);
        foreach (var above in Ancestors().Where(above => documents.TryReadGroup(above, default) is null))
        {
            made.Add(above);
            Store.WriteGroup(above, version, []);
        }
    }

    /// <summary>
    /// Removes groups that were created for an object, if the object was not written and nobody else has put anything there.
    /// </summary>
    public void DeleteGroups(IEnumerable<StoreKey> made)
    {
        foreach (var group in made.Reverse())
        {
            if (Store.CanList && Store.List(group).Any(entry => entry.HasChildren && !(group.IsRoot && StagingKeys.Is(entry.Name))))
                return;
            foreach (var name in (ReadOnlySpan<string>)[DocumentName.V3, DocumentName.V2Group, DocumentName.V2Attributes])
                Store.Delete(group / name);
            if (!group.IsRoot && Store.CanList && !Store.List(group).Any())
                Store.DeleteAll(group);
        }
    }

    /// <summary>Whether there are metadata of an array, valid or damaged.</summary>
    private bool IsArray()
    {
        try
        {
            return new StoreMetadata(Store).TryReadArray(Key, default) is not null;
        }
        catch (ArrayFormatException)
        {
            return true;
        }
    }
}

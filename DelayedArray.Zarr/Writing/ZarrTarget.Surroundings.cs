namespace DelayedArrays.Zarr;

// What is at the target already, and the groups that it is in.
internal sealed partial record ZarrTarget
{
    private static readonly string[] StateNames =
        [DocumentName.V3, DocumentName.V2Array, DocumentName.V2Group, DocumentName.V2Attributes];

    // The object itself, and the arrays that a sparse matrix has.
    private IEnumerable<StoreKey> Objects => SparseParts.Required.Select(name => Key / name).Prepend(Key);

    /// <summary>The states of the documents of the object, and of those of the arrays of a sparse matrix.</summary>
    public ValueState[] DocumentStates() => [.. Objects.SelectMany(_ => StateNames, (key, name) => Store.StateOf(key / name))];

    /// <summary>
    /// The states of the documents and of the folders of chunks. They differ once another object is there, or the object has changed.
    /// </summary>
    public ValueState[] States() => [.. DocumentStates(), .. Objects.Where(key => !key.IsRoot).Select(Store.StateOf)];

    /// <summary>Checks that nothing but an array, a sparse matrix or an empty group is there.</summary>
    /// <exception cref="IOException">There is a group that holds others, or there are files that belong to no array.</exception>
    public void CheckReplaceable()
    {
        if (Store.Length(Key) is not null)
            throw new IOException($"{this}: is a file that belongs to no array; expected another name, or its removal");
        if (!Store.CanList || IsArray())
            return;
        SparseParts.CheckOnly($"{this}", Store.List(Key).Select(entry => entry.Name)
            .Where(name => !name.StartsWith('.') && name != DocumentName.V3));
    }

    /// <summary>The version of Zarr of the innermost group above the target; null if there is none.</summary>
    /// <exception cref="IOException">Something above is an array.</exception>
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
    /// <param name="made">Receives each before it is created, outermost first.</param>
    public void CreateGroups(int version, List<StoreKey> made)
    {
        var documents = new StoreMetadata(Store);
        foreach (var above in Ancestors().Where(above => documents.TryReadGroup(above, default) is null))
        {
            made.Add(above);
            Store.WriteGroup(above, version, []);
        }
    }

    /// <summary>Removes groups that were created for an object that did not come, unless somebody else has put something there.</summary>
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

    /// <summary>Whether metadata make it an array, damaged ones included.</summary>
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

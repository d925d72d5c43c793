namespace DelayedArrays.Zarr;

/// <summary>What in a store may be replaced.</summary>
internal static class Replaceable
{
    /// <summary>Checks that nothing but an array, a sparse matrix or an empty group is there.</summary>
    /// <exception cref="IOException">There is a group that holds others, or there are files that belong to no array.</exception>
    public static void Check(ZarrTarget target)
    {
        var store = target.Store;
        if (store.Length(target.Key) is not null)
            throw new IOException($"{target}: is a file that belongs to no array; expected another name, or its removal");
        if (!store.CanList || IsArray(target))
            return;
        SparseParts.CheckOnly($"{target}", store.List(target.Key).Select(entry => entry.Name)
            .Where(name => !name.StartsWith('.') && name != V3Metadata.Name));
    }

    /// <summary>Whether metadata make it an array, damaged ones included.</summary>
    private static bool IsArray(ZarrTarget target)
    {
        try
        {
            return new StoreMetadata(target.Store).TryReadArray(target.Key, default) is not null;
        }
        catch (ArrayFormatException)
        {
            return true;
        }
    }
}

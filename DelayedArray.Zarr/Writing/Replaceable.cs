namespace DelayedArrays;

/// <summary>What an array or a sparse matrix may take the place of, if the caller says so: another one, and not all that a name leads to.</summary>
internal static class Replaceable
{
    private static readonly string[] s_parts = [ZarrSparseGroup.DataName, ZarrSparseGroup.IndicesName, ZarrSparseGroup.OffsetsName];

    /// <summary>Checks that nothing but an array, a sparse matrix or an empty group is there.</summary>
    /// <exception cref="IOException">There is a group that holds others, or there are files that belong to no array.</exception>
    public static void Check(ZarrTarget target)
    {
        var store = target.Store;
        if (store.Length(target.Key) is not null)
            throw new IOException($"{target}: is a file that belongs to no array; expected another name, or its removal");
        if (!store.CanList || IsArray(target))
            return;
        StoreEntry[] entries = [.. store.List(target.Key).Where(entry => !entry.Name.StartsWith('.') && entry.Name != V3Metadata.Name)];
        string[] others = [.. entries.Select(entry => entry.Name).Except(s_parts, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (others.Length > 0)
            throw new IOException($"{target}: holds {Listed(others)}, which would be lost; expected an array or a sparse matrix there, another name, or its removal");
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

    private static string Listed(string[] names) => names.Length <= 3
        ? string.Join(", ", names.Select(name => $"'{name}'"))
        : $"'{names[0]}', '{names[1]}' and {names.Length - 2} more";
}

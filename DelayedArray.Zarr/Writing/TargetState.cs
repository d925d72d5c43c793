namespace DelayedArrays.Zarr;

/// <summary>A mark of the array or group at a target: another one, or the same once it has changed, has another mark.</summary>
internal static class TargetState
{
    private static readonly string[] Names = [V3Metadata.Name, V2Metadata.ArrayName, V2Metadata.GroupName, V2Metadata.AttributesName];

    /// <summary>The states of the documents of the target, and of those of the arrays of a sparse matrix.</summary>
    public static ValueState[] Documents(ZarrTarget target) =>
        [.. Keys(target).SelectMany(_ => Names, (key, name) => target.Store.StateOf(key / name))];

    /// <summary>The states of its documents, and of the folders in which chunks are put.</summary>
    public static ValueState[] Of(ZarrTarget target) =>
        [.. Documents(target), .. Keys(target).Where(key => !key.IsRoot).Select(target.Store.StateOf)];

    private static IEnumerable<StoreKey> Keys(ZarrTarget target) => SparseParts.Required.Select(name => target.Key / name).Prepend(target.Key);
}

namespace DelayedArrays;

/// <summary>What a link of a group leads to.</summary>
public enum Hdf5ObjectKind
{
    /// <summary>A group.</summary>
    Group,

    /// <summary>A dataset.</summary>
    Dataset,

    /// <summary>A named datatype.</summary>
    NamedType,

    /// <summary>Nothing: the link dangles, or its target cannot be opened.</summary>
    Dangling,
}

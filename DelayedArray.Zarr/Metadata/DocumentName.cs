namespace DelayedArrays.Zarr;

/// <summary>The names of documents with metadata.</summary>
internal static class DocumentName
{
    /// <summary>The document of an array or a group of Zarr 3.</summary>
    public const string V3 = "zarr.json";

    /// <summary>The document of an array of Zarr 2, without its attributes.</summary>
    public const string V2Array = ".zarray";

    /// <summary>The document of a group of Zarr 2, without its attributes.</summary>
    public const string V2Group = ".zgroup";

    /// <summary>The attributes of an array or a group of Zarr 2.</summary>
    public const string V2Attributes = ".zattrs";

    /// <summary>The consolidated metadata of a group of Zarr 2.</summary>
    public const string V2Consolidated = ".zmetadata";

    /// <summary>Whether a document of this name defines an array or a group. Such a document is written last.</summary>
    public static bool IsDefining(string name) => name is V3 or V2Array or V2Group;

    /// <summary>Whether readers look for a document of this name as one of several alternatives.</summary>
    public static bool IsLookedFor(string name) => IsDefining(name) || name is V2Consolidated;

    /// <summary>Whether this is the name of a document, which no array or group may have.</summary>
    public static bool IsReserved(string name) => IsDefining(name) || name is V2Attributes or V2Consolidated;
}

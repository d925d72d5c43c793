namespace DelayedArrays;

/// <summary>How a fixed-length string type fills up shorter strings.</summary>
public enum Hdf5StringPadding
{
    /// <summary>The string ends at the first zero byte.</summary>
    NullTerminated = 0,

    /// <summary>Zero bytes at the end are not part of the string.</summary>
    NullPadded = 1,

    /// <summary>Spaces at the end are not part of the string.</summary>
    SpacePadded = 2,
}

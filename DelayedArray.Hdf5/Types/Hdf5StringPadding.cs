namespace DelayedArrays;

/// <summary>How fixed-length strings shorter than their type are filled up.</summary>
public enum Hdf5StringPadding
{
    /// <summary>Ends at the first zero byte.</summary>
    NullTerminated = 0,

    /// <summary>Zero bytes at the end do not count.</summary>
    NullPadded = 1,

    /// <summary>Spaces at the end do not count.</summary>
    SpacePadded = 2,
}

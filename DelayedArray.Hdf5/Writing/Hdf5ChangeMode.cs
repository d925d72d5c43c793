namespace DelayedArrays;

/// <summary>How to change an existing HDF5 file. In either mode, the file ends up with the whole change or none of it.</summary>
public enum Hdf5ChangeMode
{
    /// <summary>
    /// In place, at the cost of the change alone. New data go after the end of the file. Pages to be overwritten are first written to a
    /// journal beside it. If a program is killed or power is lost, the file is unchanged, except during the instant in which pages are
    /// overwritten. Then the journal remains, and the next program that opens the file with this library first finishes the change; programs
    /// without this library would see it half done. Programs that read the file are not held up before that instant; if they still have
    /// it open then, they hold up the change. A copy is changed instead if the release of libhdf5 is unknown to this library, or if
    /// HDF5_USE_FILE_LOCKING configures its locks.
    /// </summary>
    Journal,

    /// <summary>
    /// A copy is changed and then replaces the file. No program ever sees the change half done, and programs that have the file open keep
    /// reading the old one. The copy takes the time and space of the whole file, unless the file system's copies share storage.
    /// </summary>
    Copy,
}

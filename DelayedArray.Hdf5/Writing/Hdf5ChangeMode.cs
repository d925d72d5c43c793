namespace DelayedArrays;

/// <summary>How an HDF5 file that is there already is changed. Either way it holds all of the change or nothing of it.</summary>
public enum Hdf5ChangeMode
{
    /// <summary>
    /// Where it is, at the cost of what is changed. New data go behind the end of the file; what is to be overwritten is first
    /// written to a journal beside it. A program that is killed, or a loss of power, leaves the file as it was or, within the instant
    /// in which pages are overwritten, a journal from which whoever opens the file with this library first finishes the change;
    /// programs without this library would find it half changed then. Programs that read the file are not held up until that instant;
    /// those that still have it open then hold up the change. Where the HDF5 library's release is not known to this one, or is told
    /// how to lock files (HDF5_USE_FILE_LOCKING), a copy is changed instead.
    /// </summary>
    Journal,

    /// <summary>
    /// A copy is changed and then takes the file's place, which no program ever sees half done; those that have the file open go on
    /// reading what it was. It costs the time and the space of the whole file, unless the file system's copies share storage.
    /// </summary>
    Copy,
}

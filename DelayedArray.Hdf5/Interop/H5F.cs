using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>Files, and the library as a whole.</summary>
internal static unsafe partial class H5F
{
    public const uint ReadOnly = 0;
    public const uint ReadWrite = 1;
    public const uint Truncate = 2;
    public const uint Exclusive = 4;
    public const int CloseWeak = 1;
    public const int FlushGlobal = 1;

    /// <summary>Datasets, groups, named types and attributes that were opened through one file id.</summary>
    public const uint LocalObjects = 2 | 4 | 8 | 16 | 32;

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5open")]
    public static partial int OpenLibrary();

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Fopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long Open(string path, uint flags, Hdf5Id access);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Fcreate", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long Create(string path, uint flags, Hdf5Id creation, Hdf5Id access);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Fflush")]
    public static partial int Flush(Hdf5Id id, int scope);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Fget_name")]
    public static partial nint NameOf(Hdf5Id id, byte* name, nint size);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Fget_obj_count")]
    public static partial nint ObjectCount(Hdf5Id id, uint kinds);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Fget_obj_ids")]
    public static partial nint ObjectIds(Hdf5Id id, uint kinds, nint capacity, long* ids);
}

/// <summary>Identifiers.</summary>
internal static partial class H5I
{
    public const int Group = 2;
    public const int NamedType = 3;
    public const int Dataset = 5;

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Iget_type")]
    public static partial int KindOf(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Idec_ref")]
    public static partial int Release(long id);
}

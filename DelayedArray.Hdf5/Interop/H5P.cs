using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>Property lists.</summary>
internal static unsafe partial class H5P
{
    /// <summary>Chunks at the edges of the dataset may stay unfiltered.</summary>
    public const uint PartialChunksUnfiltered = 2;

    public static long CreateFor(string kind) => Create(Hdf5Id.Borrow(Hdf5Library.Constant($"H5P_CLS_{kind}_ID_g")));

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pcreate")]
    public static partial long Create(Hdf5Id kind);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pset_fclose_degree")]
    public static partial int SetCloseDegree(Hdf5Id id, int degree);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pset_file_locking")]
    public static partial int SetFileLocking(
        Hdf5Id id, [MarshalAs(UnmanagedType.U1)] bool use, [MarshalAs(UnmanagedType.U1)] bool ignoreWhenDisabled);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pset_libver_bounds")]
    public static partial int SetVersions(Hdf5Id id, int low, int high);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pset_create_intermediate_group")]
    public static partial int SetCreateIntermediateGroups(Hdf5Id id, uint create);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pset_char_encoding")]
    public static partial int SetCharacterSet(Hdf5Id id, int set);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pset_efile_prefix", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetExternalFilePrefix(Hdf5Id id, string prefix);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pset_obj_track_times")]
    public static partial int SetTrackTimes(Hdf5Id id, [MarshalAs(UnmanagedType.U1)] bool track);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pget_layout")]
    public static partial int Layout(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pset_layout")]
    public static partial int SetLayout(Hdf5Id id, int layout);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pget_chunk")]
    public static partial int Chunk(Hdf5Id id, int capacity, long* shape);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pset_chunk")]
    public static partial int SetChunk(Hdf5Id id, int rank, long* shape);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pget_chunk_opts")]
    public static partial int ChunkOptions(Hdf5Id id, out uint options);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pget_nfilters")]
    public static partial int FilterCount(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pget_filter2")]
    public static partial int Filter(
        Hdf5Id id, uint index, out uint flags, ref nint count, uint* values, nint nameSize, byte* name, out uint abilities);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pset_filter")]
    public static partial int SetFilter(Hdf5Id id, int filter, uint flags, nint count, uint* values);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pfill_value_defined")]
    public static partial int FillValueState(Hdf5Id id, out int state);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pget_fill_value")]
    public static partial int FillValue(Hdf5Id id, Hdf5Id type, void* value);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pset_fill_value")]
    public static partial int SetFillValue(Hdf5Id id, Hdf5Id type, void* value);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pget_external_count")]
    public static partial int ExternalFileCount(Hdf5Id id);
}

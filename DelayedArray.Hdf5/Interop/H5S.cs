using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>Dataspaces.</summary>
internal static unsafe partial class H5S
{
    public const int Scalar = 0;
    public const int Simple = 1;
    public const int Null = 2;
    public const int SelectSet = 0;

    /// <summary>The most axes a dataspace can have.</summary>
    public const int MaximumRank = 32;

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Screate")]
    public static partial long Create(int kind);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Screate_simple")]
    public static partial long CreateSimple(int rank, long* shape, long* maximum);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Sget_simple_extent_type")]
    public static partial int KindOf(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Sget_simple_extent_ndims")]
    public static partial int Rank(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Sget_simple_extent_dims")]
    public static partial int Extent(Hdf5Id id, long* shape, long* maximum);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Sselect_hyperslab")]
    public static partial int Select(Hdf5Id id, int operation, long* start, long* stride, long* count, long* block);
}

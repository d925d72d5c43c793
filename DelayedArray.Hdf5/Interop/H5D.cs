using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>Datasets.</summary>
internal static unsafe partial class H5D
{
    /// <summary>The address of data that is not in the file.</summary>
    public const ulong NoAddress = ulong.MaxValue;

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Dopen2", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial long Open(Hdf5Id location, string name, Hdf5Id access);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Dcreate2", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial long Create(
        Hdf5Id location, string name, Hdf5Id type, Hdf5Id space, Hdf5Id linkCreation, Hdf5Id creation, Hdf5Id access);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Dget_space")]
    public static partial long Space(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Dget_type")]
    public static partial long TypeOf(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Dget_create_plist")]
    public static partial long Creation(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Dget_offset")]
    public static partial ulong Offset(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Dget_storage_size")]
    public static partial ulong StorageSize(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Dread")]
    public static partial int Read(
        Hdf5Id id, Hdf5Id memoryType, Hdf5Id memorySpace, Hdf5Id fileSpace, Hdf5Id transfer, void* buffer);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Dwrite")]
    public static partial int Write(
        Hdf5Id id, Hdf5Id memoryType, Hdf5Id memorySpace, Hdf5Id fileSpace, Hdf5Id transfer, void* buffer);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Dset_extent")]
    public static partial int SetExtent(Hdf5Id id, long* shape);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Dget_chunk_storage_size")]
    public static partial int ChunkSize(Hdf5Id id, long* offset, ref ulong size);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Dread_chunk")]
    public static partial int ReadChunk(Hdf5Id id, Hdf5Id transfer, long* offset, out uint mask, void* buffer);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Dwrite_chunk")]
    public static partial int WriteChunk(
        Hdf5Id id, Hdf5Id transfer, uint mask, long* offset, nint size, void* buffer);

    /// <summary>Frees the memory that the library allocated for variable-length values. Called H5Dvlen_reclaim up to 1.12.</summary>
    public static int Reclaim(Hdf5Id type, Hdf5Id space, void* buffer)
    {
        var call = (delegate* unmanaged[Cdecl]<long, long, long, void*, int>)
            Hdf5Library.Export("H5Treclaim", "H5Dvlen_reclaim");
        return call(type.Value, space.Value, 0, buffer);
    }
}

using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

// The library's functions that concern drivers.
internal static unsafe partial class H5FD
{
    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5FDopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void* OpenSample(string path, uint flags, long access, ulong maximum);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5FDclose")]
    private static partial int CloseSample(void* file);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5FDregister")]
    private static partial long RegisterClass(byte* driver);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Pset_driver")]
    private static partial int SetDriver(Hdf5Id access, long driver, void* information);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Iget_file_id")]
    private static partial long FileIdOf(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Fget_vfd_handle")]
    private static partial int HandleOf(Hdf5Id file, Hdf5Id access, nint* handle);
}

using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>Attributes.</summary>
internal static unsafe partial class H5A
{
    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Aopen", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial long Open(Hdf5Id location, string name, Hdf5Id access);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Acreate2", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial long Create(
        Hdf5Id location, string name, Hdf5Id type, Hdf5Id space, Hdf5Id creation, Hdf5Id access);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Aexists", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial int Exists(Hdf5Id location, string name);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Adelete", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial int Delete(Hdf5Id location, string name);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Aget_space")]
    public static partial long Space(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Aget_type")]
    public static partial long TypeOf(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Aread")]
    public static partial int Read(Hdf5Id id, Hdf5Id memoryType, void* buffer);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Awrite")]
    public static partial int Write(Hdf5Id id, Hdf5Id memoryType, void* buffer);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Aiterate2")]
    public static partial int Iterate(
        Hdf5Id location, int index, int order, ulong* position,
        delegate* unmanaged[Cdecl]<long, byte*, byte*, void*, int> visit, void* state);
}

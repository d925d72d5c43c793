using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace DelayedArrays.Hdf5;

/// <summary>Links, and the groups they make up.</summary>
internal static unsafe partial class H5L
{
    public const int Hard = 0;
    public const int Soft = 1;
    public const int External = 64;

    /// <summary>Bytes that suffice for either version of the link information. The link's kind is the int at offset 0.</summary>
    public const int InfoSize = 64;

    /// <summary>The offset at which both versions of the link information give the size of a link's value.</summary>
    public const int InfoValueSizeOffset = 24;

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Lexists", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial int Exists(Hdf5Id location, string name, Hdf5Id access);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Lget_val", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial int Value(Hdf5Id location, string name, byte* buffer, nint size, Hdf5Id access);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Lunpack_elink_val")]
    public static partial int UnpackExternal(byte* value, nint size, out uint flags, out byte* file, out byte* path);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Lcreate_soft", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial int CreateSoft(string target, Hdf5Id location, string name, Hdf5Id creation, Hdf5Id access);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Lcreate_hard", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial int CreateHard(
        Hdf5Id from, string target, Hdf5Id location, string name, Hdf5Id creation, Hdf5Id access);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Lcreate_external", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial int CreateExternal(
        [MarshalUsing(typeof(Utf8StringMarshaller))] string file, string target, Hdf5Id location, string name, Hdf5Id creation, Hdf5Id access);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Ldelete", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial int Delete(Hdf5Id location, string name, Hdf5Id access);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Lmove", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial int Move(
        Hdf5Id from, string name, Hdf5Id to, string newName, Hdf5Id creation, Hdf5Id access);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Gcreate2", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial long CreateGroup(
        Hdf5Id location, string name, Hdf5Id linkCreation, Hdf5Id creation, Hdf5Id access);

    /// <summary>
    /// Calls back for each link, in ascending order of names. From 1.12 on the exported name differs; the arguments do not.
    /// </summary>
    public static int Iterate(
        Hdf5Id group, ulong* index, delegate* unmanaged[Cdecl]<long, byte*, byte*, void*, int> visit, void* state)
    {
        var call = (delegate* unmanaged[Cdecl]<long, int, int, ulong*, void*, void*, int>)
            Hdf5Library.Export("H5Literate2", "H5Literate1", "H5Literate");
        return call(group.Value, 0, 0, index, visit, state);
    }

    /// <summary>Fills in <see cref="InfoSize"/> bytes about one link.</summary>
    public static int Info(Hdf5Id group, string name, byte* info)
    {
        var call = (delegate* unmanaged[Cdecl]<long, byte*, byte*, long, int>)
            Hdf5Library.Export("H5Lget_info2", "H5Lget_info1", "H5Lget_info");
        var text = NameMarshaller.ConvertToUnmanaged(name);
        try
        {
            return call(group.Value, text, info, 0);
        }
        finally
        {
            NameMarshaller.Free(text);
        }
    }
}

/// <summary>Objects: the targets of links.</summary>
internal static unsafe partial class H5O
{
    /// <summary>More bytes than any version of the object information needs.</summary>
    public const int InfoSize = 512;

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Oopen", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial long Open(Hdf5Id location, string name, Hdf5Id access);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Oexists_by_name", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial int Exists(Hdf5Id location, string name, Hdf5Id access);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Iget_name")]
    public static partial nint NameOf(Hdf5Id id, byte* name, nint size);

    /// <summary>Opens an object reference (not a region reference), in the form that all versions since 1.10 read.</summary>
    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Rdereference2")]
    public static partial long Dereference(Hdf5Id location, Hdf5Id access, int kind, byte* reference);

    /// <summary>The numbers that identify an object: those of its file and of its address in the file.</summary>
    public static int Identity(Hdf5Id id, out (ulong File, UInt128 Token) identity)
    {
        var info = stackalloc byte[InfoSize];
        new Span<byte>(info, InfoSize).Clear();
        int status;
        var withToken = Hdf5Library.TryExport(out var call, "H5Oget_info3");
        if (withToken)
        {
            const uint Basic = 1;
            status = ((delegate* unmanaged[Cdecl]<long, byte*, uint, int>)call)(id.Value, info, Basic);
        }
        else
        {
            call = Hdf5Library.Export("H5Oget_info1", "H5Oget_info");
            status = ((delegate* unmanaged[Cdecl]<long, byte*, int>)call)(id.Value, info);
        }
        // `unsigned long fileno` is followed at once by a token of 16 bytes, or at the next multiple of 8 by an address.
        var file = sizeof(CULong) == sizeof(uint) ? *(uint*)info : *(ulong*)info;
        identity = (file, withToken ? Unsafe.ReadUnaligned<UInt128>(info + sizeof(CULong)) : *(ulong*)(info + sizeof(ulong)));
        return status;
    }
}

using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>Datatypes.</summary>
internal static unsafe partial class H5T
{
    /// <summary>The size that gives a string type variable length.</summary>
    public const nint Variable = -1;

    public const int AsciiSet = 0;
    public const int Utf8Set = 1;

    /// <summary>A predefined type, such as <c>NATIVE_DOUBLE</c> or <c>IEEE_F32LE</c>.</summary>
    public static Hdf5Id Predefined(string name) => Hdf5Id.Borrow(Hdf5Library.Constant($"H5T_{name}_g"));

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tcopy")]
    public static partial long Copy(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tcreate")]
    public static partial long Create(int kind, nint size);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_native_type")]
    public static partial long Native(Hdf5Id id, int direction);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_class")]
    public static partial int ClassOf(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_size")]
    public static partial nint Size(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tset_size")]
    public static partial int SetSize(Hdf5Id id, nint size);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_order")]
    public static partial int Order(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tset_order")]
    public static partial int SetOrder(Hdf5Id id, int order);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_sign")]
    public static partial int Sign(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_precision")]
    public static partial nint Precision(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_offset")]
    public static partial int BitOffset(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_fields")]
    public static partial int FloatFields(
        Hdf5Id id, out nint sign, out nint exponent, out nint exponentSize, out nint mantissa, out nint mantissaSize);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tset_fields")]
    public static partial int SetFloatFields(
        Hdf5Id id, nint sign, nint exponent, nint exponentSize, nint mantissa, nint mantissaSize);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_ebias")]
    public static partial nint ExponentBias(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tset_ebias")]
    public static partial int SetExponentBias(Hdf5Id id, nint bias);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_norm")]
    public static partial int Normalization(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tis_variable_str")]
    public static partial int IsVariableString(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_cset")]
    public static partial int CharacterSet(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tset_cset")]
    public static partial int SetCharacterSet(Hdf5Id id, int set);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_strpad")]
    public static partial int Padding(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tset_strpad")]
    public static partial int SetPadding(Hdf5Id id, int padding);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_super")]
    public static partial long Super(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_nmembers")]
    public static partial int MemberCount(Hdf5Id id);

    /// <summary>Gives a string in the library's memory: free it with <see cref="FreeMemory"/>.</summary>
    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_member_name")]
    public static partial nint MemberName(Hdf5Id id, uint index);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_member_type")]
    public static partial long MemberType(Hdf5Id id, uint index);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_member_offset")]
    public static partial nint MemberOffset(Hdf5Id id, uint index);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_member_value")]
    public static partial int MemberValue(Hdf5Id id, uint index, void* value);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tinsert", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial int Insert(Hdf5Id id, string name, nint offset, Hdf5Id type);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tenum_create")]
    public static partial long CreateEnum(Hdf5Id baseType);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tenum_insert", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial int InsertEnum(Hdf5Id id, string name, void* value);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tarray_create2")]
    public static partial long CreateArray(Hdf5Id element, uint rank, long* shape);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_array_ndims")]
    public static partial int ArrayRank(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_array_dims2")]
    public static partial int ArrayShape(Hdf5Id id, long* shape);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tget_tag")]
    public static partial nint Tag(Hdf5Id id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tset_tag", StringMarshallingCustomType = typeof(NameMarshaller))]
    public static partial int SetTag(Hdf5Id id, string tag);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Tconvert")]
    public static partial int Convert(
        Hdf5Id from, Hdf5Id to, nint count, void* buffer, void* background, Hdf5Id transfer);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5free_memory")]
    public static partial int FreeMemory(nint memory);
}

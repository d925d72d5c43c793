using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Lists, creates and reads attributes. All calls are made with the gate held.</summary>
internal static unsafe class AttributeTransfer
{
    public static List<string> Names(Hdf5Place place, Hdf5Id owner)
    {
        var names = new List<string>();
        var state = GCHandle.Alloc(names);
        try
        {
            ulong index = 0;
            place.Ok(
                H5A.Iterate(owner, 0, 0, &index, &LinkReader.AddName, (void*)GCHandle.ToIntPtr(state)),
                "cannot list the attributes");
        }
        finally
        {
            state.Free();
        }

        return names;
    }

    public static void Replace(
        Hdf5Place place, Hdf5Id owner, string name, (Hdf5DataType Type, long[] Shape) form, void* value)
    {
        var problem = $"cannot write the attribute '{name}'";
        using var type = NativeTypeBuilder.Build(place, form.Type);
        using var space = DatasetCreation.Space(place, form.Shape, []);
        using var creation = place.Id(H5P.CreateFor("ATTRIBUTE_CREATE"), problem);
        place.Ok(H5P.SetCharacterSet(creation, H5T.Utf8Set), problem);
        if (place.Ok(H5A.Exists(owner, name), problem) > 0) place.Ok(H5A.Delete(owner, name), problem);
        using var id = place.Id(H5A.Create(owner, name, type, space, creation, Hdf5Id.Default), problem);
        if (DatasetShape.Count(form.Shape) > 0) place.Ok(H5A.Write(id, type, value), problem);
    }

    public static Hdf5Id Open(Hdf5Place place, Hdf5Id owner, string name)
        => place.Id(H5A.Open(owner, name, Hdf5Id.Default), $"cannot read the attribute '{name}'");

    public static void Read(Hdf5Place place, Hdf5Id owner, string name, Hdf5Id type, void* buffer)
    {
        using var id = Open(place, owner, name);
        place.Ok(H5A.Read(id, type, buffer), $"cannot read the attribute '{name}'");
    }

    public static string[] Strings(Hdf5Place place, Hdf5Id owner, string name, (Hdf5DataType Type, int Length) form)
    {
        using var type = NativeTypeBuilder.Build(place, form.Type);
        if (!form.Type.IsVariableLength)
        {
            var bytes = new byte[checked(form.Length * form.Type.Size)];
            fixed (byte* buffer = bytes)
                Read(place, owner, name, type, buffer);
            return StringCoding.DecodeFixed(bytes, form.Type);
        }

        var pointers = new nint[form.Length];
        fixed (nint* buffer = pointers)
        {
            Read(place, owner, name, type, buffer);
            long total = form.Length;
            using var all = place.Id(H5S.CreateSimple(1, &total, null), "cannot free strings");
            var values = StringCoding.DecodePointers(pointers);
            place.Ok(H5D.Reclaim(type, all, buffer), "cannot free strings");
            return values;
        }
    }
}

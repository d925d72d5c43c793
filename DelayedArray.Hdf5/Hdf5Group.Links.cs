using System.Runtime.InteropServices;

namespace DelayedArrays;

// Reads links. The caller holds the gate.
public sealed unsafe partial class Hdf5Group
{
    private List<string> LinkNames() => LinkNames(Location, Id);

    /// <summary>Lists the names in a group.</summary>
    internal static List<string> LinkNames(Hdf5Location location, Hdf5Id group)
    {
        using var list = new NameList();
        ulong index = 0;
        location.Ok(H5L.Iterate(group, &index, NameList.Callback, list.State), "cannot list the group");
        return list.Names;
    }

    private Hdf5Member Member(string name)
    {
        var path = Join(name);
        var (link, file, target) = Link(Location, Id, name);
        var kind = Hdf5ObjectKind.Dangling;
        using var opened = OpenAny(File.Location(path), Id, name, out var failure);
        if (opened is not null)
        {
            kind = H5I.KindOf(opened) switch
            {
                H5I.Group => Hdf5ObjectKind.Group,
                H5I.Dataset => Hdf5ObjectKind.Dataset,
                _ => Hdf5ObjectKind.NamedType,
            };
        }
        return new Hdf5Member(name, path, kind, link, file, target)
        {
            Damage = opened is null && link == Hdf5LinkKind.Hard ? failure!.Message : null,
        };
    }

    /// <summary>The kind of a link, and the target of a soft or external one.</summary>
    internal static (Hdf5LinkKind Kind, string? File, string? Target) Link(Hdf5Location location, Hdf5Id group, string name)
    {
        var info = stackalloc byte[H5L.InfoSize];
        location.Ok(H5L.Info(group, name, info), $"cannot read the link '{name}'");
        var kind = *(int*)info;
        if (kind == H5L.Hard)
            return (Hdf5LinkKind.Hard, null, null);
        if (kind is not (H5L.Soft or H5L.External))
            return (Hdf5LinkKind.UserDefined, null, null);
        var value = new byte[checked((int)*(nint*)(info + H5L.InfoValueSizeOffset)) + 1];
        fixed (byte* first = value)
        {
            location.Ok(H5L.Value(group, name, first, value.Length, Hdf5Id.Default), $"cannot read the link '{name}'");
            if (kind == H5L.Soft)
                return (Hdf5LinkKind.Soft, null, NameMarshaller.Text(first));
            var unpacked = H5L.UnpackExternal(first, value.Length - 1, out var _, out var file, out var path);
            location.Ok(unpacked, $"cannot read the link '{name}'");
            return (Hdf5LinkKind.External, Marshal.PtrToStringUTF8((nint)file), NameMarshaller.Text(path));
        }
    }

    /// <summary>Turns a path relative to this group into a path from the root.</summary>
    private string Join(string path) => path.StartsWith('/') ? "/" + path.Trim('/') : $"{Path.TrimEnd('/')}/{path.Trim('/')}";
}

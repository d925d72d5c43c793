using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace DelayedArrays;

/// <summary>Reads links and opens what they lead to. All calls are made with the gate held.</summary>
internal static unsafe class LinkReader
{
    public static List<string> Names(Hdf5Place place, Hdf5Id group)
    {
        var names = new List<string>();
        var state = GCHandle.Alloc(names);
        try
        {
            ulong index = 0;
            place.Ok(H5L.Iterate(group, &index, &AddName, (void*)GCHandle.ToIntPtr(state)), "cannot list the group");
        }
        finally
        {
            state.Free();
        }

        return names;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int AddName(long location, byte* name, byte* info, void* state)
    {
        ((List<string>)GCHandle.FromIntPtr((nint)state).Target!).Add(NameMarshaller.Text(name));
        return 0;
    }

    public static Hdf5Member Member(Hdf5Place place, Hdf5Id group, string name)
    {
        var path = Join(place.Path!, name);
        var (link, file, target) = Link(place, group, name);
        var kind = Hdf5ObjectKind.Dangling;
        using var opened = OpenAny(place with { Path = path }, group, name, out var failure);
        if (opened is not null)
        {
            kind = H5I.KindOf(opened) switch
            {
                H5I.Group => Hdf5ObjectKind.Group,
                H5I.Dataset => Hdf5ObjectKind.Dataset,
                _ => Hdf5ObjectKind.NamedType,
            };
        }

        return new Hdf5Member(name, path, kind, link, file, target, opened is null && link == Hdf5LinkKind.Hard ? failure!.Message : null);
    }

    /// <summary>Opens an object as what it is expected to be.</summary>
    /// <exception cref="ArrayFormatException">It is missing, behind a dangling link, or something else.</exception>
    public static T Open<T>(this Hdf5Place place, Hdf5File file, Hdf5Id group, string name, string path) where T : Hdf5Object
    {
        using var _ = Hdf5Library.Enter();
        var id = OpenAny(place, group, name, out var failure) ?? throw WhyNot(place, group, name, failure!);
        return place.Adopt<T>(file, id, path);
    }

    /// <summary>Makes an object of an open identifier.</summary>
    /// <exception cref="ArrayFormatException">It is something else than expected.</exception>
    public static T Adopt<T>(this Hdf5Place place, Hdf5File file, Hdf5Id id, string path) where T : Hdf5Object
    {
        try
        {
            Hdf5Object result = H5I.KindOf(id) switch
            {
                H5I.Group => new Hdf5Group(file, path, id),
                H5I.Dataset => new Hdf5Dataset(file, path, id),
                _ => new Hdf5NamedType(file, path, id),
            };
            return result as T ?? throw place.Problem($"is a {Word(result.GetType())}; expected a {Word(typeof(T))}");
        }
        catch
        {
            id.Dispose();
            throw;
        }
    }

    /// <summary>Opens the object behind an object reference. Its path is what the library finds for it.</summary>
    public static Hdf5Object Dereference(Hdf5Object owner, byte* reference, string problem)
    {
        const int objectReference = 0;
        var id = owner.Place.Id(H5O.Dereference(owner.Id, Hdf5Id.Default, objectReference, reference), problem);
        var size = (int)H5O.NameOf(id, null, 0);
        var name = new byte[Math.Max(size, 0) + 1];
        fixed (byte* first = name)
        {
            H5O.NameOf(id, first, name.Length);
            return owner.Place.Adopt<Hdf5Object>(owner.File, id, NameMarshaller.Text(first));
        }
    }

    // External raw files are looked for beside the HDF5 file, which takes a property that H5Oopen has no argument for. The
    // library insists that a dataset is opened with the same property each time, so only these datasets get it.
    private static Hdf5Id? OpenAny(Hdf5Place place, Hdf5Id group, string name, out ArrayFormatException? failure)
    {
        failure = null;
        var opened = H5O.Open(group, name, Hdf5Id.Default);
        if (opened < 0)
        {
            failure = place.Failure("cannot be opened");
        }
        else
        {
            var id = Hdf5Id.Own(opened);
            if (!HasExternalFiles(id)) return id;
            id.Dispose();
        }

        using var access = place.Id(H5P.CreateFor("DATASET_ACCESS"), "cannot prepare opening");
        place.Ok(H5P.SetExternalFilePrefix(access, "${ORIGIN}"), "cannot prepare opening");
        opened = H5D.Open(group, name, access);
        if (opened >= 0) return Hdf5Id.Own(opened);
        failure ??= place.Failure("cannot be opened");
        return null;
    }

    private static bool HasExternalFiles(Hdf5Id id)
    {
        if (H5I.KindOf(id) != H5I.Dataset) return false;
        var list = H5D.Creation(id);
        if (list < 0) return false;
        using var creation = Hdf5Id.Own(list);
        return H5P.ExternalFileCount(creation) > 0;
    }

    public static string Join(string group, string name)
        => name.StartsWith('/') ? "/" + name.Trim('/') : $"{group.TrimEnd('/')}/{name.Trim('/')}";

    private static string Word(Type type)
        => type == typeof(Hdf5Group) ? "group" : type == typeof(Hdf5Dataset) ? "dataset" : "named datatype";

    private static (Hdf5LinkKind Kind, string? File, string? Target) Link(Hdf5Place place, Hdf5Id group, string name)
    {
        var info = stackalloc byte[H5L.InfoSize];
        place.Ok(H5L.Info(group, name, info), $"cannot read the link '{name}'");
        var kind = *(int*)info;
        if (kind == H5L.Hard) return (Hdf5LinkKind.Hard, null, null);
        if (kind is not (H5L.Soft or H5L.External)) return (Hdf5LinkKind.UserDefined, null, null);
        var value = new byte[checked((int)*(nint*)(info + H5L.InfoValueSizeOffset)) + 1];
        fixed (byte* first = value)
        {
            place.Ok(H5L.Value(group, name, first, value.Length, Hdf5Id.Default), $"cannot read the link '{name}'");
            if (kind == H5L.Soft) return (Hdf5LinkKind.Soft, null, NameMarshaller.Text(first));
            var unpacked = H5L.UnpackExternal(first, value.Length - 1, out var _, out var file, out var path);
            place.Ok(unpacked, $"cannot read the link '{name}'");
            return (Hdf5LinkKind.External, Marshal.PtrToStringUTF8((nint)file), NameMarshaller.Text(path));
        }
    }

    /// <summary>Goes down a path to the link at which it breaks off.</summary>
    private static ArrayFormatException WhyNot(Hdf5Place place, Hdf5Id group, string name, ArrayFormatException general)
    {
        var walked = new StringBuilder(name.StartsWith('/') ? "/" : "");
        foreach (var part in name.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (walked.Length > 0 && walked[^1] != '/') walked.Append('/');
            walked.Append(part);
            var here = walked.ToString();
            var exists = H5L.Exists(group, here, Hdf5Id.Default);
            if (exists < 0) return place.Problem($"there is no such object: what is above '{here}' is no group");
            if (exists == 0) return place.Problem(here.Equals(name, StringComparison.Ordinal) ? "there is no such object" : $"there is no such object: '{here}' is missing");
            var (kind, file, target) = Link(place, group, here);
            if (kind == Hdf5LinkKind.Hard || H5O.Exists(group, here, Hdf5Id.Default) > 0) continue;
            return kind switch
            {
                Hdf5LinkKind.Soft => place.Problem($"the soft link '{here}' leads to '{target}', which does not exist"),
                Hdf5LinkKind.External => place.Problem(
                    $"the external link '{here}' leads to '{target}' in the file '{file}', which cannot be opened"),
                _ => general,
            };
        }

        return general;
    }

}

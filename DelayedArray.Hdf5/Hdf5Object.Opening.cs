using System.Text;

namespace DelayedArrays;

// Opens objects. The caller holds the gate, except in Open.
public abstract unsafe partial class Hdf5Object
{
    /// <summary>Opens an object of the expected kind.</summary>
    /// <exception cref="ArrayFormatException">The object is missing, is behind a dangling link, or is of another kind.</exception>
    internal static T Open<T>(Hdf5File file, Hdf5Id group, string name, string path) where T : Hdf5Object
    {
        using var _ = Hdf5Library.Enter();
        var location = file.Location(path);
        var id = OpenAny(location, group, name, out var failure) ?? throw DescribeFailure(location, group, name, failure!);
        return Adopt<T>(file, id, path);
    }

    /// <summary>Makes an object from an open identifier and takes ownership of the identifier.</summary>
    /// <exception cref="ArrayFormatException">The object is of another kind.</exception>
    internal static T Adopt<T>(Hdf5File file, Hdf5Id id, string path) where T : Hdf5Object
    {
        try
        {
            Hdf5Object result = H5I.KindOf(id) switch
            {
                H5I.Group => new Hdf5Group(file, path, id),
                H5I.Dataset => new Hdf5Dataset(file, path, id),
                _ => new Hdf5NamedType(file, path, id),
            };
            return result as T ?? throw file.Location(path).Problem($"is a {Word(result.GetType())}; expected a {Word(typeof(T))}");
        }
        catch
        {
            id.Dispose();
            throw;
        }
    }

    /// <summary>Opens the object behind an object reference. The library finds a path for it.</summary>
    internal Hdf5Object Dereference(byte* reference, string problem)
    {
        const int ObjectReference = 0;
        var id = Location.Id(H5O.Dereference(Id, Hdf5Id.Default, ObjectReference, reference), problem);
        var size = (int)H5O.NameOf(id, null, 0);
        var name = new byte[Math.Max(size, 0) + 1];
        fixed (byte* first = name)
        {
            H5O.NameOf(id, first, name.Length);
            return Adopt<Hdf5Object>(File, id, NameMarshaller.Text(first));
        }
    }

    // The library must look for external raw files beside the HDF5 file. The property for that has no place in H5Oopen. The library also
    // insists that a dataset is opened with the same property each time, so only datasets with external files get it.
    private protected static Hdf5Id? OpenAny(Hdf5Location location, Hdf5Id group, string name, out ArrayFormatException? failure)
    {
        failure = null;
        var opened = H5O.Open(group, name, Hdf5Id.Default);
        if (opened < 0)
        {
            failure = location.Failure("cannot be opened");
        }
        else
        {
            var id = Hdf5Id.Own(opened);
            if (!HasExternalFiles(id))
                return id;
            id.Dispose();
        }
        using var access = location.Id(H5P.CreateFor("DATASET_ACCESS"), "cannot prepare opening");
        location.Ok(H5P.SetExternalFilePrefix(access, "${ORIGIN}"), "cannot prepare opening");
        opened = H5D.Open(group, name, access);
        if (opened >= 0)
            return Hdf5Id.Own(opened);
        failure ??= location.Failure("cannot be opened");
        return null;
    }

    private static bool HasExternalFiles(Hdf5Id id)
    {
        if (H5I.KindOf(id) != H5I.Dataset)
            return false;
        var list = H5D.Creation(id);
        if (list < 0)
            return false;
        using var creation = Hdf5Id.Own(list);
        return H5P.ExternalFileCount(creation) > 0;
    }

    private static string Word(Type type) =>
        type == typeof(Hdf5Group) ? "group" : type == typeof(Hdf5Dataset) ? "dataset" : "named datatype";

    /// <summary>Suggests the name in a group that is nearest to a missing one.</summary>
    private static string Suggestion(Hdf5Location location, Hdf5Id group, string path, string name)
    {
        using var parent = location.Id(H5O.Open(group, path.Length == 0 ? "." : path, Hdf5Id.Default), "cannot be opened");
        return NearestName.Find(name, Hdf5Group.LinkNames(location, parent)) is { } nearest ? $"; did you mean '{nearest}'?" : "";
    }

    /// <summary>Follows a path to the link where it breaks, and describes that.</summary>
    private static ArrayFormatException DescribeFailure(Hdf5Location location, Hdf5Id group, string name, ArrayFormatException general)
    {
        var walked = new StringBuilder(name.StartsWith('/') ? "/" : "");
        foreach (var part in name.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (walked.Length > 0 && walked[^1] != '/')
                walked.Append('/');
            walked.Append(part);
            var here = walked.ToString();
            var exists = H5L.Exists(group, here, Hdf5Id.Default);
            if (exists < 0)
                return location.Problem($"there is no such object: the object above '{here}' is not a group");
            if (exists == 0)
            {
                var what = here.Equals(name, StringComparison.Ordinal) ? "there is no such object" : $"there is no such object: '{here}' is missing";
                return location.Problem(what + Suggestion(location, group, here[..^part.Length], part));
            }
            var (kind, file, target) = Hdf5Group.Link(location, group, here);
            if (kind == Hdf5LinkKind.Hard || H5O.Exists(group, here, Hdf5Id.Default) > 0)
                continue;
            return kind switch
            {
                Hdf5LinkKind.Soft => location.Problem($"the soft link '{here}' leads to '{target}', which does not exist"),
                Hdf5LinkKind.External => location.Problem(
                    $"the external link '{here}' leads to '{target}' in the file '{file}', which cannot be opened"),
                _ => general,
            };
        }
        return general;
    }
}

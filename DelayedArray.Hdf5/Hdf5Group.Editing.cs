namespace DelayedArrays;

public sealed partial class Hdf5Group
{
    /// <summary>Creates a group, and any missing groups above it.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="ArrayFormatException">The name is taken.</exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public Hdf5Group CreateGroup(string path)
    {
        using var _ = Edit(path);
        var full = Join(path);
        var location = File.Location(full);
        using var links = LinkCreation(location);
        using var creation = location.Id(H5P.CreateFor("GROUP_CREATE"), "cannot prepare the group");
        location.Ok(H5P.SetTrackTimes(creation, track: false), "cannot prepare the group");
        var id = location.Id(H5L.CreateGroup(Id, path, links, creation, Hdf5Id.Default), "cannot create the group");
        return new Hdf5Group(File, full, id);
    }

    /// <summary>Creates a dataset, and any missing groups above it.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="type">The stored type of its elements.</param>
    /// <param name="shape">Its shape; empty for a scalar.</param>
    /// <param name="options">Chunks, filters and so on. By default the dataset is contiguous, without filters.</param>
    /// <exception cref="ArgumentException">Shape and options do not fit together, or there are more than 32 axes.</exception>
    /// <exception cref="ArrayFormatException">The name is taken, or a filter is not available.</exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public Hdf5Dataset CreateDataset(
        string path, Hdf5DataType type, ReadOnlySpan<long> shape, Hdf5DatasetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        using var _ = Edit(path);
        options ??= new();
        options.Check(shape);
        var full = Join(path);
        var location = File.Location(full);
        using var links = LinkCreation(location);
        using var stored = type.ToNative(location);
        using var creation = options.ToNative(location, type);
        using var space = Hdf5Dataspace.Create(location, shape, options.MaximumShape);
        var id = location.Id(H5D.Create(Id, path, stored, space, links, creation, Hdf5Id.Default), "cannot create the dataset");
        return Adopt<Hdf5Dataset>(File, id, full);
    }

    /// <summary>Creates a soft link: a link to a path, which need not exist.</summary>
    /// <param name="path">Path of the link.</param>
    /// <param name="target">The path it leads to, relative to the link's group unless it starts with a slash.</param>
    /// <exception cref="ArrayFormatException">The name is taken.</exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public void CreateSoftLink(string path, string target)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        using var _ = Edit(path);
        var location = File.Location(Join(path));
        using var links = LinkCreation(location);
        location.Ok(H5L.CreateSoft(target, Id, path, links, Hdf5Id.Default), "cannot create the soft link");
    }

    /// <summary>Creates a hard link: another name for an object of the same file.</summary>
    /// <param name="path">Path of the new link.</param>
    /// <param name="target">Path of the object.</param>
    /// <exception cref="ArrayFormatException">The name is taken, or there is no such object.</exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public void CreateHardLink(string path, string target)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        using var _ = Edit(path);
        var location = File.Location(Join(path));
        using var links = LinkCreation(location);
        location.Ok(H5L.CreateHard(Id, target, Id, path, links, Hdf5Id.Default), $"cannot create a hard link to '{target}'");
    }

    /// <summary>Creates an external link: a link to an object of another file. Neither need exist.</summary>
    /// <param name="path">Path of the link.</param>
    /// <param name="targetFile">The other file. A relative path starts at the directory of this file.</param>
    /// <param name="target">Path of the object in it.</param>
    /// <exception cref="ArrayFormatException">The name is taken.</exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public void CreateExternalLink(string path, string targetFile, string target)
    {
        ArgumentException.ThrowIfNullOrEmpty(targetFile);
        ArgumentException.ThrowIfNullOrEmpty(target);
        using var _ = Edit(path);
        var location = File.Location(Join(path));
        using var links = LinkCreation(location);
        location.Ok(
            H5L.CreateExternal(targetFile, target, Id, path, links, Hdf5Id.Default), "cannot create the external link");
    }

    /// <summary>
    /// Removes a link. The object disappears with its last hard link; its space can be reused while the file stays open.
    /// </summary>
    /// <param name="path">Path of the link.</param>
    /// <exception cref="ArrayFormatException">There is no such link.</exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public void Delete(string path)
    {
        using var _ = Edit(path);
        File.Location(Join(path)).Ok(H5L.Delete(Id, path, Hdf5Id.Default), "cannot be deleted");
    }

    /// <summary>Renames a link or moves it to another group. Open objects keep their old path.</summary>
    /// <param name="from">Path of the link.</param>
    /// <param name="to">Its new path. Missing groups are created.</param>
    /// <exception cref="ArrayFormatException">There is no such link, or the new name is taken.</exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public void Move(string from, string to)
    {
        ArgumentException.ThrowIfNullOrEmpty(to);
        using var _ = Edit(from);
        var location = File.Location(Join(from));
        using var links = LinkCreation(location);
        location.Ok(H5L.Move(Id, from, Id, to, links, Hdf5Id.Default), $"cannot be moved to '{to}'");
    }

    private Lock.Scope Edit(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CheckWritable();
        return Enter();
    }

    private static Hdf5Id LinkCreation(Hdf5Location location)
    {
        const string Problem = "cannot prepare the link";
        var links = location.Id(H5P.CreateFor("LINK_CREATE"), Problem);
        location.Ok(H5P.SetCreateIntermediateGroups(links, 1), Problem);
        location.Ok(H5P.SetCharacterSet(links, H5T.Utf8Set), Problem);
        return links;
    }
}

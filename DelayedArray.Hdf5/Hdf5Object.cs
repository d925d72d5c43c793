using System.Text;

namespace DelayedArrays;

/// <summary>A group, dataset or named type of an HDF5 file.</summary>
public abstract partial class Hdf5Object : IDisposable
{
    private protected Hdf5Object(Hdf5File file, string path, Hdf5Id id)
    {
        File = file;
        Path = path;
        Id = id;
        Attributes = new Hdf5Attributes(this);
    }

    /// <summary>The file through which the object was opened.</summary>
    public Hdf5File File { get; }

    /// <summary>The path by which the object was opened, from the root: <c>/group/name</c>.</summary>
    public string Path { get; }

    /// <summary>The last part of <see cref="Path"/>; empty for the root.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The attributes of the object.</summary>
    public Hdf5Attributes Attributes { get; }

    /// <summary>The path of the file that contains the object. Behind an external link it is not that of <see cref="File"/>.</summary>
    /// <exception cref="ArrayFormatException">The library cannot tell.</exception>
    public unsafe string FileName
    {
        get
        {
            using var _ = Enter();
            var size = Location.Ok((int)H5F.NameOf(Id, null, 0), "cannot tell the object's file");
            var name = new byte[size + 1];
            fixed (byte* first = name)
                Location.Ok((int)H5F.NameOf(Id, first, name.Length), "cannot tell the object's file");
            return Encoding.UTF8.GetString(name, 0, size);
        }
    }

    internal Hdf5Id Id { get; }

    internal Hdf5Location Location => File.Location(Path);

    /// <summary>Whether two paths lead to the same object, by hard, soft or external links.</summary>
    /// <param name="other">The other object.</param>
    /// <exception cref="ArrayFormatException">The library cannot tell.</exception>
    public bool IsSameObject(Hdf5Object other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Identity == other.Identity;
    }

    /// <summary>Closes the object.</summary>
    public void Dispose()
    {
        Id.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The path of the file and of the object.</summary>
    public override string ToString() => $"{File.Path}::{Path}";

    internal (ulong File, UInt128 Token) Identity
    {
        get
        {
            using var _ = Enter();
            Location.Ok(H5O.Identity(Id, out var identity), "cannot tell the object's location in the file");
            return identity;
        }
    }

    internal Lock.Scope Enter()
    {
        ObjectDisposedException.ThrowIf(Id.IsClosed, this);
        return File.Enter();
    }

    internal void CheckWritable()
    {
        if (!File.CanWrite)
            throw new InvalidOperationException($"{this}: the file is open for reading only.");
    }
}

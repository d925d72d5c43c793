using System.Text;

namespace DelayedArrays;

/// <summary>A group: names that lead to datasets and other groups.</summary>
/// <remarks>Paths are relative to the group, or from the root if they start with a slash; soft and external links are followed.</remarks>
public sealed partial class Hdf5Group : Hdf5Object
{
    internal Hdf5Group(Hdf5File file, string path, Hdf5Id id) : base(file, path, id)
    {
    }

    /// <summary>The names in the group, sorted by their bytes.</summary>
    /// <exception cref="ArrayFormatException">The group cannot be read.</exception>
    public IReadOnlyList<string> Names
    {
        get
        {
            using var _ = Enter();
            return LinkReader.Names(Place, Id);
        }
    }

    /// <summary>The links of the group, sorted by their names' bytes, with what they lead to. Opens each object once.</summary>
    /// <exception cref="ArrayFormatException">The group cannot be read.</exception>
    public IReadOnlyList<Hdf5Member> Members
    {
        get
        {
            using var _ = Enter();
            return LinkReader.Names(Place, Id).ConvertAll(name => LinkReader.Member(Place, Id, name));
        }
    }

    /// <summary>
    /// The links of the group and of the groups below, each group before its members. Groups behind soft and external links, and
    /// those met before under another name, are named but not entered.
    /// </summary>
    /// <exception cref="ArrayFormatException">A group cannot be read.</exception>
    public IEnumerable<Hdf5Member> Descendants() => Descendants([Identity]);

    /// <summary>Opens a group, dataset or named type.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="ArrayFormatException">There is no such object, or a link on the way leads nowhere.</exception>
    public Hdf5Object Open(string path) => Open<Hdf5Object>(path);

    /// <summary>Opens a group.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="ArrayFormatException">There is no such object, or it is no group.</exception>
    public Hdf5Group OpenGroup(string path) => Open<Hdf5Group>(path);

    /// <summary>Opens a dataset.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="ArrayFormatException">There is no such object, or it is no dataset.</exception>
    public Hdf5Dataset OpenDataset(string path) => Open<Hdf5Dataset>(path);

    /// <summary>Whether a path leads to an object; a link that leads nowhere does not.</summary>
    /// <param name="path">A path.</param>
    public bool Exists(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var _ = Enter();
        var walked = new StringBuilder(path.StartsWith('/') ? "/" : "");
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (walked.Length > 0 && walked[^1] != '/') walked.Append('/');
            var here = walked.Append(part).ToString();

            // The library fails where it cannot go on, so each link on the way is looked at.
            if (H5L.Exists(Id, here, Hdf5Id.Default) <= 0 || H5O.Exists(Id, here, Hdf5Id.Default) <= 0) return false;
        }

        return true;
    }

    private T Open<T>(string path) where T : Hdf5Object
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var _ = Enter();
        var full = LinkReader.Join(Path, path);
        return File.Place(full).Open<T>(File, Id, path, full);
    }

    private IEnumerable<Hdf5Member> Descendants(HashSet<(ulong File, UInt128 Token)> seen)
    {
        foreach (var member in Members)
        {
            yield return member;
            if (member is not { Kind: Hdf5ObjectKind.Group, Link: Hdf5LinkKind.Hard }) continue;
            using var group = OpenGroup(member.Name);
            if (!seen.Add(group.Identity)) continue;
            foreach (var below in group.Descendants(seen))
                yield return below;
        }
    }
}

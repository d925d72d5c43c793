using System.Text;

namespace DelayedArrays;

/// <summary>A group: named links to datasets and other groups.</summary>
/// <remarks>
/// Paths are relative to the group; those that start with a slash are relative to the root. Soft and external links are followed.
/// Names are bytes. In strings, a byte that is not valid UTF-8 or is a control character is written as an escape, such as <c>\xE9</c>.
/// A backslash that would start such an escape is itself written <c>\x5C</c>. This applies to the names a caller passes and the names
/// it gets, and to the names of attributes, fields and enumeration values as well.
/// </remarks>
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
            return LinkNames();
        }
    }

    /// <summary>The links of the group with what they lead to, sorted by the bytes of their names. Each object is opened once.</summary>
    /// <exception cref="ArrayFormatException">The group cannot be read.</exception>
    public IReadOnlyList<Hdf5Member> Members
    {
        get
        {
            using var _ = Enter();
            return LinkNames().ConvertAll(Member);
        }
    }

    /// <summary>
    /// The links of this group and of all groups below it, each group before its members. Groups behind soft or external links are listed
    /// but not entered; so are groups already met under another name. A group that cannot be read is listed with its
    /// <see cref="Hdf5Member.Damage"/>.
    /// </summary>
    /// <exception cref="ArrayFormatException">This group cannot be read.</exception>
    public IEnumerable<Hdf5Member> Descendants()
    {
        var seen = new HashSet<(ulong File, UInt128 Token)> { Identity };
        var pending = new Stack<Hdf5Member>(Members.Reverse());
        while (pending.TryPop(out var member))
        {
            if (member is not { Kind: Hdf5ObjectKind.Group, Link: Hdf5LinkKind.Hard })
            {
                yield return member;
                continue;
            }
            var (members, damage) = Enter(member, seen);
            yield return damage is null ? member : member with { Damage = damage };
            for (var i = members.Count - 1; i >= 0; i--)
                pending.Push(members[i]);
        }
    }

    /// <summary>Opens a group, dataset or named type.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="ArrayFormatException">There is no such object, or a link on the way leads nowhere.</exception>
    public Hdf5Object Open(string path) => Open<Hdf5Object>(path);

    /// <summary>Opens a group.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="ArrayFormatException">There is no such object, or it is not a group.</exception>
    public Hdf5Group OpenGroup(string path) => Open<Hdf5Group>(path);

    /// <summary>Opens a dataset.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="ArrayFormatException">There is no such object, or it is not a dataset.</exception>
    public Hdf5Dataset OpenDataset(string path) => Open<Hdf5Dataset>(path);

    /// <summary>Whether a path leads to an object. False for a link that leads nowhere.</summary>
    /// <param name="path">A path.</param>
    public bool Exists(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var _ = Enter();
        var walked = new StringBuilder(path.StartsWith('/') ? "/" : "");
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (walked.Length > 0 && walked[^1] != '/')
                walked.Append('/');
            var here = walked.Append(part).ToString();

            // The library fails at the first missing part of a path, so each link on the way is checked.
            if (H5L.Exists(Id, here, Hdf5Id.Default) <= 0 || H5O.Exists(Id, here, Hdf5Id.Default) <= 0)
                return false;
        }
        return true;
    }

    private T Open<T>(string path) where T : Hdf5Object
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var _ = Enter();
        return Open<T>(File, Id, path, Join(path));
    }

    /// <summary>The members of a group, or why they cannot be read. Empty if the group was met before.</summary>
    private (IReadOnlyList<Hdf5Member> Members, string? Damage) Enter(Hdf5Member member, HashSet<(ulong File, UInt128 Token)> seen)
    {
        try
        {
            // The path must start at this group: behind an external link, a path from the root would start in another file.
            using var group = OpenGroup(member.Path[(Path.TrimEnd('/').Length + 1)..]);
            return (seen.Add(group.Identity) ? group.Members : [], null);
        }
        catch (ArrayFormatException damage)
        {
            return ([], damage.Message);
        }
    }
}

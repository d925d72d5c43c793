using System.Text;

namespace DelayedArrays;

/// <summary>A group: names that lead to datasets and other groups.</summary>
/// <remarks>
/// Paths are relative to the group, or from the root if they start with a slash; soft and external links are followed. Names are
/// bytes: one that is not part of UTF-8, or is a control character, is written <c>\xE9</c>, in names that are given and that are
/// taken, and a backslash before <c>x</c> and two hexadecimal digits is written <c>\x5C</c>. The same holds for names of attributes,
/// fields and values.
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

    /// <summary>The links of the group, sorted by their names' bytes, with what they lead to. Opens each object once.</summary>
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
    /// The links of the group and of the groups below, each group before its members. Groups behind soft and external links, and
    /// those met before under another name, are named but not entered. Groups below that cannot be read say so.
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
            if (walked.Length > 0 && walked[^1] != '/')
                walked.Append('/');
            var here = walked.Append(part).ToString();

            // The library fails where it cannot go on, so each link on the way is looked at.
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

    /// <summary>The members of a group that was not met before; else none. Says why they cannot be read.</summary>
    private (IReadOnlyList<Hdf5Member> Members, string? Damage) Enter(Hdf5Member member, HashSet<(ulong File, UInt128 Token)> seen)
    {
        try
        {
            // From here, for behind an external link paths from the root would start in another file.
            using var group = OpenGroup(member.Path[(Path.TrimEnd('/').Length + 1)..]);
            return (seen.Add(group.Identity) ? group.Members : [], null);
        }
        catch (ArrayFormatException damage)
        {
            return ([], damage.Message);
        }
    }
}

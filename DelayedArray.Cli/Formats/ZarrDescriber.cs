using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>Describes arrays and groups of a Zarr store.</summary>
/// <param name="format">Name of the format.</param>
/// <param name="store">The store.</param>
/// <param name="maxNames">The most names to check for files that the array has no key for.</param>
internal sealed class ZarrDescriber(string format, ZarrStore store, long maxNames)
{
    private long _names = maxNames;

    private const int MaxMembers = 10_000;

    /// <summary>Describes an array, or a group with everything below it up to a number of members.</summary>
    public Description Describe(string path, int max = MaxMembers)
    {
        if (ZarrGroup.TryOpen(store, path) is not { } group)
            return Checked(Describe(path, ZarrArray.ReadInfo(store, path)), "");
        if (HoldsMatrix(group))
            return Checked(Sparse(path.Trim('/'), group), "");
        var members = new List<Description>();
        var isWhole = AddMembers(group, "", members, max);
        var start = group.Path.Length == 0 ? "" : group.Path + "/";
        for (var i = 0; i < members.Count && _names > 0; i++)
            members[i] = Checked(members[i], start);
        return new Description(format, path.Length == 0 ? "/" : path, "group") { Members = members, IsCut = !isWhole };
    }

    /// <summary>Describes a group as the sparse matrix whose layout or shape the user states.</summary>
    public Description Sparse(string path, SparseLayout? layout, Shape? shape) =>
        Sparse(path.Trim('/'), ZarrGroup.Open(store, path), layout, shape);

    /// <summary>Describes all arrays at or below a path, including damaged ones.</summary>
    public IEnumerable<Description> Arrays(string path)
    {
        var found = Describe(path, int.MaxValue);
        if (found.Members is not { } members)
            return [found];
        var start = path.Trim('/');
        return members.Where(member => member.IsArray || member.Damage is not null)
            .Select(member => member with { Path = start.Length == 0 ? member.Path : $"{start}/{member.Path}" });
    }

    /// <summary>The paths of the stored arrays that make up an array. A sparse one has three.</summary>
    private static IEnumerable<string> PartsOf(Description array) =>
        !array.IsArray ? [] : array.Sparse is null ? [array.Path.Trim('/')] : SparseParts.Required.Select(part => $"{array.Path.Trim('/')}/{part}".TrimStart('/'));

    /// <summary>Warns of files below an array that the array has no key for.</summary>
    /// <param name="store">The store.</param>
    /// <param name="array">The array or sparse matrix.</param>
    /// <param name="start">The prefix of its path within the store.</param>
    /// <param name="max">The most names to check. The number of names checked is subtracted.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static List<string> Warnings(ZarrStore store, Description array, string start, ref long max, CancellationToken cancellation)
    {
        List<string> warnings = [];
        foreach (var path in PartsOf(array))
        {
            if (max <= 0)
                break;
            var part = array.Sparse is null ? "" : path[(path.LastIndexOf('/') + 1)..] + ": ";
            try
            {
                var unread = ZarrUnreadFiles.Find(store, start + path, max, cancellation);
                max -= Math.Max(unread.Looked, 1);
                warnings.AddRange(unread.Warnings.Select(warning => part + warning));
            }
            catch (IOException problem)
            {
                warnings.Add(problem.Message);
            }
        }
        return warnings;
    }

    private Description Checked(Description found, string start) =>
        Warnings(store, found, start, ref _names, CancellationToken.None) is { Count: > 0 } warnings ? found with { Warnings = warnings } : found;

    /// <summary>Adds everything in a group and below it.</summary>
    /// <returns>Whether the list is complete.</returns>
    private bool AddMembers(ZarrGroup group, string prefix, List<Description> members, int max)
    {
        foreach (var member in group.Members())
        {
            if (members.Count >= max)
                return false;
            var path = prefix + member.Name;
            if (member.Damage is not null)
                members.Add(new Description(format, path, "damaged") { Damage = member.Damage });
            else if (member.IsArray)
                members.Add(Describe(path, group.ReadInfo(member.Name)));
            else if (!AddGroup(group.OpenGroup(member.Name), path, members, max))
                return false;
        }
        return true;
    }

    private bool AddGroup(ZarrGroup group, string path, List<Description> members, int max)
    {
        var at = members.Count;
        try
        {
            if (HoldsMatrix(group))
            {
                members.Add(Sparse(path, group));
                return true;
            }
            members.Add(new Description(format, path, "group"));
            return AddMembers(group, path + "/", members, max);
        }
        catch (Exception e) when (e is IOException or NotSupportedException or UnsupportedElementTypeException)
        {
            // The other members must be described in full even though this one is damaged.
            members.RemoveRange(at, members.Count - at);
            members.Add(new Description(format, path, group.AsSparse().IsMarked ? "sparse group" : "group") { Damage = e.Message });
            return true;
        }
    }

    /// <summary>Whether a group states that it holds a sparse matrix.</summary>
    private static bool HoldsMatrix(ZarrGroup group) => group.AsSparse() is { } found && (found.IsMarked || (found.IsMatrix && found.IsStated));

    private Description Sparse(string path, ZarrGroup group, SparseLayout? layout = null, Shape? shape = null)
    {
        var matrix = group.AsSparse();
        var found = matrix.Detect(layout, shape);
        var array = matrix.OpenMatrix(layout, shape);
        var data = group.ReadInfo(SparseParts.Data);
        var dialect = layout is not null || shape is not null ? "bare" : found.Dialect == SparseDialect.H5ad ? "anndata" : found.DialectName;
        var elements = (double)array.Shape[0] * array.Shape[1];
        return Describe(path, data) with
        {
            Kind = "sparse group",
            Shape = [.. array.Shape],
            Sparse = new SparseDescription(
                found.Layout.Name().ToLowerInvariant(), dialect, data.Shape.Count, elements == 0 ? 0 : data.Shape.Count / elements,
                array.Seeds.OfType<ISparseIndexing>().Any(seed => seed.HasIndex)),
        };
    }

    private Description Describe(string path, ZarrArrayInfo info)
    {
        var (chunks, codecs) = Chunks(info);
        return new($"{format} {info.Format}", path, "dataset")
        {
            Shape = [.. info.Shape],
            ElementType = info.DataType is { Time: null, Element: { } element } ? element.Name() : info.DataType.ToString(),
            Chunks = chunks is { } shape ? [.. shape] : null,
            Shards = info.Grid.Regular is { } outer && outer != chunks ? [.. outer] : null,
            Codecs = [.. codecs.Select(codec => codec.Name)],
        };
    }

    private static (Shape? Shape, ImmutableArray<ZarrCodecSpec> Codecs) Chunks(ZarrArrayInfo info)
    {
        try
        {
            return info.InnerChunks();
        }
        catch (ArrayFormatException)
        {
            // The array cannot be read here, but its metadata are still informative.
            return (info.Grid.Regular, info.Compressor is { } compressor ? info.Codecs.Add(compressor) : info.Codecs);
        }
    }
}

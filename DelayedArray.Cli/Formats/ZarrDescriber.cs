namespace DelayedArrays;

/// <summary>Describes arrays and groups of a Zarr store.</summary>
internal sealed class ZarrDescriber(string format, ZarrStore store)
{
    private const int MostMembers = 10_000;

    /// <summary>Describes an array, or a group with everything below it.</summary>
    public Description Describe(string path) => Describe(path, MostMembers);

    private Description Describe(string path, int most)
    {
        if (TryGroup(path) is not { } group)
            return Describe(path, ZarrArray.ReadInfo(store, path));
        if (TrySparse(path.Trim('/'), group) is { } sparse)
            return sparse;
        var members = new List<Description>();
        AddMembers(group, "", members, most);
        return new Description(format, path.Length == 0 ? "/" : path, "group", Members: members);
    }

    /// <summary>All arrays at or below a path.</summary>
    public IEnumerable<Description> Arrays(string path)
    {
        var found = Describe(path, int.MaxValue);
        if (found.Members is not { } members)
            return [found];
        var start = path.Trim('/');
        return members.Where(member => member.IsArray)
            .Select(member => member with { Path = start.Length == 0 ? member.Path : $"{start}/{member.Path}" });
    }

    private ZarrGroup? TryGroup(string path)
    {
        try
        {
            return ZarrGroup.Open(store, path);
        }
        catch (ArrayFormatException)
        {
            // No group: an array perhaps, or nothing, which reading the array will say.
            return null;
        }
    }

    private void AddMembers(ZarrGroup group, string prefix, List<Description> members, int most)
    {
        foreach (var member in group.Members())
        {
            if (members.Count >= most)
                return;
            var path = prefix + member.Name;
            if (member.IsArray)
            {
                members.Add(Describe(path, group.ReadInfo(member.Name)));
                continue;
            }
            var below = group.OpenGroup(member.Name);
            if (TrySparse(path, below) is { } sparse)
            {
                members.Add(sparse);
                continue;
            }
            members.Add(new Description(format, path, "group"));
            AddMembers(below, path + "/", members, most);
        }
    }

    /// <summary>A group that holds a sparse matrix as anndata has it; null for any other, and for one that is damaged.</summary>
    private Description? TrySparse(string path, ZarrGroup group)
    {
        if (!group.HasArray("data") || !group.HasArray("indices") || !group.HasArray("indptr"))
            return null;
        DelayedArray array;
        try
        {
            array = ZarrArray.Open(store, group.Path);
        }
        catch (Exception e) when (e is ArrayFormatException or NotSupportedException)
        {
            return null;
        }
        var data = group.ReadInfo("data");
        var elements = (double)array.Shape[0] * array.Shape[1];
        var layout = group.Attributes.GetProperty("encoding-type").GetString()![..3];
        return Describe(path, data) with
        {
            Kind = "sparse group",
            Shape = [.. array.Shape],
            Sparse = new SparseDescription(layout, "anndata", data.Shape.Count, elements == 0 ? 0 : data.Shape.Count / elements, array.Seeds.OfType<ISparseIndexing>().Any(seed => seed.HasIndex)),
        };
    }

    private Description Describe(string path, ZarrArrayInfo info) => new(
        $"{format} {info.Format}", path, "dataset", [.. info.Shape], info.DataType.Element?.Name() ?? info.DataType.ToString(),
        info.Grid.Regular is { } chunks ? [.. chunks] : null, [.. CodecsOf(info)]);

    private static IEnumerable<string> CodecsOf(ZarrArrayInfo info) => info.Codecs.Select(codec => codec.Name)
        .Concat(info.Compressor is { } compressor ? [compressor.Name] : []);
}

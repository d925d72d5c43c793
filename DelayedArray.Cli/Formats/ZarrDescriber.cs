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
        var members = new List<Description>();
        AddMembers(group, "", members, most);
        return new Description(format, path.Length == 0 ? "/" : path, "group", Members: members);
    }

    /// <summary>All arrays at or below a path.</summary>
    public IEnumerable<Description> Arrays(string path)
    {
        if (TryGroup(path) is null)
            return [Describe(path, ZarrArray.ReadInfo(store, path))];
        var start = path.Trim('/');
        return Describe(path, int.MaxValue).Members!.Where(member => member.Kind == "dataset")
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
            members.Add(new Description(format, path, "group"));
            AddMembers(group.OpenGroup(member.Name), path + "/", members, most);
        }
    }

    private Description Describe(string path, ZarrArrayInfo info) => new(
        $"{format} {info.Format}", path, "dataset", [.. info.Shape], info.DataType.Element?.Name() ?? info.DataType.ToString(),
        info.Grid.Regular is { } chunks ? [.. chunks] : null, [.. CodecsOf(info)]);

    private static IEnumerable<string> CodecsOf(ZarrArrayInfo info) => info.Codecs.Select(codec => codec.Name)
        .Concat(info.Compressor is { } compressor ? [compressor.Name] : []);
}

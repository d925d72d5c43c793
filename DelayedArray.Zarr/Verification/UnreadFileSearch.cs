using System.Collections.Immutable;

namespace DelayedArrays.Zarr;

/// <summary>Walks over the names below an array one by one and counts those that are not chunk keys.</summary>
internal sealed class UnreadFileSearch(ZarrStore store, StoreKey key, ZarrArrayInfo info, long max, CancellationToken cancellation)
{
    private const int MaxLevels = Shape.MaximumRank + 8;
    private const int MaxExamples = 3;

    private readonly ChunkNames _names = new(info);
    private readonly Dictionary<ChunkName, Group> _found = [];

    /// <summary>How many names were checked.</summary>
    public long Looked { get; private set; }

    /// <summary>Whether all names were checked.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Searches.</summary>
    public void Run() => Walk(key, "", 0);

    /// <summary>The findings, as sentences.</summary>
    public ImmutableArray<string> Warnings() =>
        [.. _found.OrderBy(group => group.Key).Select(group => $"{Count(group.Value)} {Reason(group.Key)}")];

    private void Walk(StoreKey folder, string path, int level)
    {
        foreach (var entry in store.Enumerate(folder))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Looked >= max)
            {
                IsComplete = false;
                return;
            }
            Looked++;
            // Operating systems leave files of their own everywhere. Their names start with a dot, like those of Zarr 2's documents.
            if (level == 0 && (entry.Name.StartsWith('.') || DocumentName.IsReserved(entry.Name)))
                continue;
            var name = path.Length == 0 ? entry.Name : $"{path}/{entry.Name}";
            if (entry.HasChildren && level < MaxLevels)
                TryWalk(folder / entry.Name, name, level + 1);
            else if (!entry.HasChildren)
                Add(name);
        }
    }

    private void TryWalk(StoreKey folder, string path, int level)
    {
        try
        {
            Walk(folder, path, level);
        }
        catch (ArrayFormatException)
        {
            // This link is not followed.
            Add(path);
        }
    }

    private void Add(string name)
    {
        var kind = _names.Of(name);
        if (kind == ChunkName.Chunk)
            return;
        if (!_found.TryGetValue(kind, out var group))
            _found.Add(kind, group = new Group());
        group.Count++;
        if (group.Examples.Count < MaxExamples)
            group.Examples.Add(name);
    }

    private string Count(Group group) =>
        $"{(IsComplete ? "" : "at least ")}{group.Count} file{(group.Count == 1 ? "" : "s")} ({string.Join(", ", group.Examples)}{(group.Count > MaxExamples ? ", ..." : "")})";

    private string Reason(ChunkName kind) => kind switch
    {
        ChunkName.Beyond => "of chunks beyond the array's shape are not read",
        ChunkName.OtherRule => $"of chunks named by another rule are not read: the metadata say that chunks are named as in {Example()}, "
            + "and missing chunks read as fill values",
        _ => "whose names are not keys of chunks are not read",
    };

    private string Example() => info.Keys.Key(new long[info.Shape.Rank]);

    private sealed class Group
    {
        public long Count { get; set; }

        public List<string> Examples { get; } = [];
    }
}

using System.Globalization;

namespace DelayedArrays.Zarr;

/// <summary>The stored chunks of an array, including those beyond its edge.</summary>
internal sealed class StoredChunks(ZarrStore store, StoreKey key, ZarrArrayInfo info)
{
    // For more chunks, listing costs less than asking for each.
    private const long MaxAsked = 1000;

    private readonly Shape _chunk = info.Grid.Regular!.Value;

    /// <summary>Removes the chunks that have elements in a larger shape but not in a smaller one.</summary>
    /// <param name="kept">The smaller shape.</param>
    /// <param name="reach">The larger shape.</param>
    /// <param name="change">The change that this belongs to.</param>
    /// <param name="cancellation">Stops the removal.</param>
    public void Delete(Shape kept, Shape reach, ArrayChange change, CancellationToken cancellation)
    {
        var from = Counts(kept);
        var to = Counts(reach);
        var asked = to.Aggregate(1.0, (product, count) => product * count) - from.Aggregate(1.0, (product, count) => product * count);
        var candidates = asked > MaxAsked && store.CanList ? Listed(cancellation) : Between(from, to);
        foreach (var chunk in candidates)
        {
            cancellation.ThrowIfCancellationRequested();
            var at = key / info.Keys.Key(chunk);
            if (IsWithin(chunk, from) || store.Length(at, cancellation) is null)
                continue;
            using (change.Take(at, cancellation))
                store.Delete(at);
        }
    }

    private static bool IsWithin(long[] chunk, Shape counts)
    {
        for (var axis = 0; axis < chunk.Length; axis++)
        {
            if (chunk[axis] >= counts[axis])
                return false;
        }
        return true;
    }

    /// <summary>The numbers of chunks within one grid but not within another.</summary>
    private static IEnumerable<long[]> Between(Shape from, Shape to)
    {
        for (var axis = 0; axis < to.Rank; axis++)
        {
            var lengths = new Shape([.. to.Select((count, k) => k < axis ? from[k] : k == axis ? count - from[k] : count)]);
            foreach (var index in new Odometer(lengths))
            {
                var chunk = index.ToArray();
                chunk[axis] += from[axis];
                yield return chunk;
            }
        }
    }

    private Shape Counts(Shape shape) => new([.. shape.Select((length, axis) => length == 0 ? 0 : ((length - 1) / _chunk[axis]) + 1)]);

    private List<long[]> Listed(CancellationToken cancellation)
    {
        List<long[]> chunks = [];
        Walk(key, "", 0);
        return chunks;

        void Walk(StoreKey at, string path, int depth)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var entry in store.List(at))
            {
                var name = path.Length == 0 ? entry.Name : $"{path}/{entry.Name}";
                if (Parse(name) is { } chunk)
                    chunks.Add(chunk);
                else if (entry.HasChildren && depth <= info.Shape.Rank)
                    Walk(at / entry.Name, name, depth + 1);
            }
        }
    }

    private long[]? Parse(string name)
    {
        if (info.Shape.Rank == 0)
            return null;
        var parts = name.Split(info.Keys.Separator);
        if (info.Keys.HasPrefix)
            parts = parts[0] == "c" ? parts[1..] : [];
        if (parts.Length != info.Shape.Rank)
            return null;
        var chunk = new long[parts.Length];
        for (var axis = 0; axis < chunk.Length; axis++)
        {
            if (!long.TryParse(parts[axis], NumberStyles.None, CultureInfo.InvariantCulture, out chunk[axis]))
                return null;
        }
        return info.Keys.Key(chunk) == name ? chunk : null;
    }
}

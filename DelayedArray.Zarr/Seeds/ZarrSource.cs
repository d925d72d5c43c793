namespace DelayedArrays.Zarr;

/// <summary>An array of a store, as its readers and writers share it.</summary>
/// <param name="store">The store, which must stay open.</param>
/// <param name="key">The key of the array.</param>
/// <param name="info">Its metadata.</param>
/// <param name="coding">How its chunks are encoded.</param>
internal sealed class ZarrSource(ZarrStore store, StoreKey key, ZarrArrayInfo info, ChunkCoding coding)
{
    public ZarrStore Store => store;

    public StoreKey Key => key;

    public ZarrArrayInfo Info => info;

    public ChunkCoding Coding => coding;

    /// <summary>The innermost chunks.</summary>
    /// <exception cref="ArrayFormatException">A chunk is too large for any buffer.</exception>
    public ChunkGrid Grid => field ??= Cut();

    public string Location => store.Location;

    public string Description => key.IsRoot ? $"Zarr {store.Location}" : $"Zarr {store.Location}::{key}";

    /// <summary>The innermost chunks along an axis.</summary>
    public ChunkAxis ChunksAlong(int axis) => coding.Shards.Length > 0
        ? ChunkAxis.Regular(info.Shape[axis], coding.Shards[^1].Inner[axis])
        : info.Grid.Along(axis, info.Shape[axis]);

    /// <summary>The key of an outer chunk.</summary>
    public StoreKey ChunkKey(ReadOnlySpan<long> chunk) => key / info.Keys.Key(chunk);

    /// <summary>Stores an outer chunk.</summary>
    /// <param name="chunk">Its key.</param>
    /// <param name="value">The encoded bytes; null removes it.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <exception cref="IOException">The chunk cannot be stored. The message names the array.</exception>
    public void Write(StoreKey chunk, EncodedBuffer? value, CancellationToken cancellation)
    {
        try
        {
            if (value is null)
                store.Delete(chunk);
            else
                store.Write(chunk, value.Written, cancellation);
        }
        catch (IOException error)
        {
            throw info.Location.CannotWrite($"chunk {chunk.Path[(key.IsRoot ? 0 : key.Path.Length + 1)..]}", error);
        }
    }

    /// <summary>Checks that a chunk fits in one buffer.</summary>
    public void CheckLength(Shape chunk, ZarrElementLayout layout)
    {
        if (chunk.Count > Array.MaxLength / layout.Size)
            throw info.Location.Problem($"has chunks of shape {chunk} with elements of {layout.Size} bytes, too many to hold in one buffer");
    }

    /// <summary>The error for a problem with a chunk.</summary>
    public ArrayFormatException Problem(ReadOnlySpan<long> chunk, string problem, Exception? inner = null) =>
        new(store.Location, key.Path, $"the chunk ({string.Join(", ", chunk.ToArray())}) {problem}", inner);

    private ChunkGrid Cut()
    {
        try
        {
            return new ChunkGrid([.. Enumerable.Range(0, info.Shape.Rank).Select(ChunksAlong)]);
        }
        catch (ArgumentException problem)
        {
            throw info.Location.Problem($"has chunks too large to hold in one buffer: {problem.Message}", problem);
        }
    }
}

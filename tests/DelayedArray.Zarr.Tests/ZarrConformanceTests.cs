using System.Collections.Immutable;

namespace DelayedArrays.ZarrTests;

/// <summary>The sinks of Zarr, and the seeds that read what they write.</summary>
public sealed class ZarrSinkConformanceTests : SinkConformance
{
    internal static IEnumerable<SinkForm> All =>
    [
        Dense("Zarr 2", ".zarr", _ => new() { Version = 2 }),
        Dense("Zarr 3", ".zarr", _ => new() { Version = 3 }),
        Dense("small chunks", ".zarr", shape => new() { Version = 2, Chunks = Thirds(shape), IsFortranOrder = true }),
        Dense("chunks in shards", ".zarr", shape => new() { Version = 3, Chunks = Thirds(shape), Shards = [.. Thirds(shape).Select(length => 2 * length)] }),
        Dense("a zip file", ".zip", shape => new() { Version = 3, Chunks = Thirds(shape), Compression = "none" }),
        Sparse("sparse rows", SparseLayout.Csr),
        Sparse("sparse columns", SparseLayout.Csc),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<SinkForm> Forms => All;

    private static SinkForm Dense(string name, string ending, Func<Shape, ZarrWriteOptions> options) => new(name,
        (array, path, overwrite, execution) => array.WriteZarr(path + ending, "x", options(array.Shape) with { Overwrite = overwrite }, execution),
        path => ZarrArray.Open<int>(path + ending, "x"));

    private static SinkForm Sparse(string name, SparseLayout layout) => new(name,
        (array, path, overwrite, execution) => array.WriteZarrSparse(path + ".zarr", "x", new() { Layout = layout, Storage = new() { Overwrite = overwrite } }, execution),
        path => ZarrArray.Open<int>(path + ".zarr", "x"))
    { Rank = 2 };

    private static ImmutableArray<long> Thirds(Shape shape) => [.. shape.Select(length => Math.Max(1, (length + 2) / 3))];
}

/// <summary>The seeds of Zarr.</summary>
public sealed class ZarrSeedConformanceTests : SeedConformance
{
    /// <inheritdoc/>
    protected override IEnumerable<SeedForm> Forms => ZarrSinkConformanceTests.All.Select(form => form.Seed);
}

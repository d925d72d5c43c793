using System.Collections.Immutable;

namespace DelayedArrays.Tests;

/// <summary>The sinks of HDF5, and the seeds that read what they write.</summary>
public sealed class Hdf5SinkConformanceTests : SinkConformance
{
    internal static IEnumerable<SinkForm> All =>
    [
        Dense("chunks as they are by default", _ => new()),
        Dense("small chunks", shape => new() { Chunks = Thirds(shape) }),
        Dense("uncompressed chunks", shape => new() { Chunks = Thirds(shape), Compression = "none" }),
        Dense("contiguous", _ => new() { IsContiguous = true }),
        Sparse("sparse rows", SparseLayout.Csr),
        Sparse("sparse columns", SparseLayout.Csc),
    ];

    protected override IEnumerable<SinkForm> Forms => All;

    private static SinkForm Dense(string name, Func<Shape, Hdf5WriteOptions> options) => new(name,
        (array, path, overwrite, execution) => array.WriteHdf5(path, "x", options(array.Shape) with { Overwrite = overwrite }, execution),
        path => Hdf5Array.Open<int>(path, "x"));

    private static SinkForm Sparse(string name, SparseLayout layout) => new(name,
        (array, path, overwrite, execution) => array.WriteHdf5Sparse(path, "x", new() { Layout = layout, Overwrite = overwrite }, execution),
        path => Hdf5SparseMatrix.Open<int>(path, "x"))
    { Rank = 2 };

    private static ImmutableArray<long> Thirds(Shape shape) => [.. shape.Select(length => (length + 2) / 3)];
}

public sealed class Hdf5SeedConformanceTests : SeedConformance
{
    protected override IEnumerable<SeedForm> Forms => Hdf5SinkConformanceTests.All.Select(form => form.Seed);
}

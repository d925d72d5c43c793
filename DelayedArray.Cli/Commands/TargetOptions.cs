using System.CommandLine;

namespace DelayedArrays;

/// <summary>The options that state where and how to write an array.</summary>
internal sealed class TargetOptions
{
    // A person at a terminal can interrupt the wait.
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromMinutes(10);

    private readonly Argument<string> _target = new("DST") { Description = "path::name of the array to write; a Zarr array if the path ends in .zarr or .zip or is a Zarr store, otherwise an HDF5 dataset" };
    private readonly Option<string?> _chunks = new("--chunks") { Description = "chunk shape, such as 1000,1000; for sparse arrays, entries per chunk" };
    private readonly Option<string?> _codec = new("--codec")
    {
        Description = $"HDF5: {string.Join(", ", CodecTable.Hdf5.Choices)} ({new Hdf5WriteOptions().Compression} by default); "
            + $"Zarr: {string.Join(", ", CodecTable.Zarr3.Choices)} ({new ZarrWriteOptions().Compression} by default)",
    };
    private readonly Option<int?> _level = new("--level") { Description = "compression level" };
    private readonly Option<bool> _noShuffle = new("--no-shuffle") { Description = "do not shuffle bytes before compression" };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "replace an existing array" };
    private readonly Option<string?> _sparse = new("--sparse") { Description = "write a sparse array, csr or csc; drops zeros" };
    private readonly Option<int?> _version = new("--zarr-version") { Description = "version of the Zarr format: 2 or 3" };
    private readonly Option<string?> _shards = new("--shards") { Description = "shard shape for Zarr 3, in multiples of the chunks; for sparse arrays, entries per shard" };
    private readonly Option<bool> _copy = new("--copy") { Description = "change a copy of an existing file, which then takes its place: no program sees it half changed, and open readers do not delay the change" };
    private readonly Option<double?> _patience = new("--lock-timeout") { Description = "seconds to wait for other changes of the same file or store to end [default: 600]" };

    /// <summary>Adds the options to a command.</summary>
    public TargetOptions(Command command)
    {
        _sparse.AcceptOnlyFromAmong("csr", "csc");
        command.Arguments.Add(_target);
        foreach (var option in (Option[])[_chunks, _codec, _level, _noShuffle, _overwrite, _sparse, _version, _shards, _copy, _patience])
            command.Options.Add(option);
    }

    /// <summary>Gets the target location.</summary>
    public ArrayLocation Location(ParseResult parsed) => ArrayLocation.Parse(parsed.GetValue(_target)!);

    /// <summary>Gets the way of writing.</summary>
    public WriteRequest Read(ParseResult parsed) => new()
    {
        Chunks = Given(parsed, _chunks),
        Codec = parsed.GetValue(_codec),
        Level = parsed.GetValue(_level),
        Shuffle = !parsed.GetValue(_noShuffle),
        Overwrite = parsed.GetValue(_overwrite),
        Sparse = Layout(parsed.GetValue(_sparse)),
        Version = parsed.GetValue(_version),
        Shards = Given(parsed, _shards),
        Copy = parsed.GetValue(_copy),
    };

    /// <summary>Gets the time to wait for others.</summary>
    public TimeSpan Patience(ParseResult parsed) => parsed.GetValue(_patience) switch
    {
        null => DefaultPatience,
        >= 0 and <= 1e6 and var seconds => TimeSpan.FromSeconds(seconds),
        var seconds => throw new UsageException(FormattableString.Invariant($"--lock-timeout {seconds}: expected seconds from 0 to 1000000")),
    };

    private static long[]? Given(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } text ? Lengths.Parse(option.Name, text) : null;

    private static SparseLayout? Layout(string? name) => name switch
    {
        null => null,
        "csr" => SparseLayout.Csr,
        _ => SparseLayout.Csc,
    };
}

using System.CommandLine;
using System.Globalization;

namespace DelayedArrays;

/// <summary><c>darray convert</c>: evaluates an array into a file.</summary>
internal static class ConvertCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("convert", "Evaluates an array and writes it, wholly or not at all.");
        var options = new SourceOptions(command, withExpression: true);
        var target = new Argument<string>("DST") { Description = "path::name of the array to write; a path that ends in .zarr or .zip, or is a Zarr store, makes a Zarr array, any other HDF5" };
        var chunks = new Option<string?>("--chunks") { Description = "lengths of the chunks, such as 1000,1000" };
        var codec = new Option<string?>("--codec") { Description = "HDF5: gzip (default), none, lzf, zstd, lz4, blosc-lz4; Zarr: blosc-lz4 (default), blosc-zstd, gzip, zstd, lz4, bz2, none" };
        var level = new Option<int?>("--level") { Description = "level of compression" };
        var noShuffle = new Option<bool>("--no-shuffle") { Description = "do not shuffle bytes before compressing" };
        var type = new Option<string?>("--dtype") { Description = "element type to convert to, such as float32" };
        var overwrite = new Option<bool>("--overwrite") { Description = "replace what is there" };
        var sparse = new Option<string?>("--sparse") { Description = "write a sparse array, csr or csc; zeros are dropped" };
        var version = new Option<int?>("--zarr-version") { Description = "2 or 3, for a Zarr store" };
        var shards = new Option<string?>("--shards") { Description = "lengths of the shards of Zarr 3, multiples of the chunks; of sparse arrays, entries" };
        sparse.AcceptOnlyFromAmong("csr", "csc");
        command.Arguments.Add(target);
        foreach (var option in (Option[])[chunks, codec, level, noShuffle, type, overwrite, sparse, version, shards])
            command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var request = options.Read(parsed);
            var array = request.Open();
            array = parsed.GetValue(type) is { } name ? array.Cast(ParseType(name)) : array;
            if (request.Explain)
            {
                ExplainOutput.Write(terminal, request, array, run => [array.Explain(run)]);
                return;
            }
            var location = ArrayLocation.Parse(parsed.GetValue(target)!);
            var write = new WriteRequest(Lengths(parsed.GetValue(chunks)), parsed.GetValue(codec), parsed.GetValue(level),
                !parsed.GetValue(noShuffle), parsed.GetValue(overwrite), Layout(parsed.GetValue(sparse)), parsed.GetValue(version),
                Lengths(parsed.GetValue(shards)));
            SayIfDense(array, write, request.Quiet, terminal);
            ProgressBar.Run("writing", request, terminal, run =>
            {
                Deferred.Compute(array, run);
                ArrayFormats.For(location.Path).Write(array, location, write, run);
                return true;
            });
        });
        return command;
    }

    private static void SayIfDense(DelayedArray array, WriteRequest write, bool quiet, Terminal terminal)
    {
        if (!quiet && array.IsSparse && write.Sparse is null)
            terminal.Error.WriteLine("darray: a sparse array is written dense; --sparse csr or --sparse csc keeps it sparse");
    }

    private static SparseLayout? Layout(string? name) => name switch
    {
        null => null,
        "csr" => SparseLayout.Csr,
        _ => SparseLayout.Csc,
    };

    private static ElementType ParseType(string name)
    {
        try
        {
            return ElementTypes.Parse(name);
        }
        catch (UnsupportedElementTypeException problem)
        {
            throw new UsageException($"--dtype: {problem.Message}");
        }
    }

    private static long[]? Lengths(string? text)
    {
        if (text is null)
            return null;
        var parts = text.Split(',');
        var lengths = new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out lengths[i]) || lengths[i] < 1)
                throw new UsageException($"--chunks {text}: expected lengths such as 1000,1000");
        }
        return lengths;
    }
}

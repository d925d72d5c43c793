using System.CommandLine;

namespace DelayedArrays;

/// <summary><c>darray index</c>: builds an index, so that reading columns of CSR, or rows of CSC, need not read the rest.</summary>
internal sealed class IndexCommand(Terminal terminal) : LazyCommand("index", "Makes an index of a sparse array, so that selections along its uncompressed axis read less.")
{
    /// <inheritdoc/>
    public override void Define()
    {
        var options = new SourceOptions(this, withExpression: false);
        var cache = new Option<bool>("--cache") { Description = "keep the index in the cache folder instead of beside the file" };
        Options.Add(cache);
        SetAction(parsed =>
        {
            var request = options.Read(parsed);
            var (location, format) = ArrayFormats.Find(request.Location);
            if (location.Inner is null && !format.HasRootArrays)
                throw new UsageException($"{location}: expected the name of a sparse array inside, as in {location.Path}::X");
            var indexLocation = parsed.GetValue(cache) ? MinorIndexLocation.Cache : MinorIndexLocation.Beside;
            var path = request.Run("indexing", terminal, run => format.BuildIndex(location, indexLocation, run));
            var bytes = new FileInfo(path).Length;
            if (!request.IsJson)
            {
                terminal.Out.WriteLine($"made {path}, {bytes} bytes");
                return;
            }
            JsonOutput.Write(terminal.Out, json =>
            {
                json.WriteString("index", path);
                json.WriteNumber("bytes", bytes);
            });
        });
    }
}

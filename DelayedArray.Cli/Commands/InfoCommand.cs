using System.Globalization;
using System.Text.Json;

namespace DelayedArrays;

/// <summary><c>darray info</c>: describes an array or a container without reading its data.</summary>
internal sealed class InfoCommand(Terminal terminal) : LazyCommand("info", "Shows the shape, element type, chunks and codecs of an array, or the contents of a container.")
{
    /// <inheritdoc/>
    public override void Define()
    {
        var options = new SourceOptions(this, withExpression: false);
        SetAction(parsed =>
        {
            var request = options.Read(parsed);
            var (location, format) = ArrayFormats.Find(request.Location);
            var description = format.Describe(location);
            if (request.IsJson)
                JsonOutput.Write(terminal.Out, json => Write(json, description));
            else
                Print(terminal.Out, description, location);
        });
    }

    private static void Write(Utf8JsonWriter json, Description description)
    {
        json.WriteString("path", description.Path);
        json.WriteString("kind", description.Kind);
        json.WriteString("format", description.Format);
        if (description.Store is { } store)
            json.WriteString("store", store);
        if (description.Members is { } members)
        {
            json.WriteStartArray("members");
            foreach (var member in members)
            {
                json.WriteStartObject();
                Write(json, member);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteBoolean("truncated", description.IsCut);
        }
        if (description.Damage is { } damage)
            json.WriteString("damage", damage);
        if (description.IsArray)
            WriteArray(json, description);
        else if (description.ElementType is { } type)
            json.WriteString("dtype", type);
        if (description.Warnings.Count > 0)
            json.Texts("warnings", description.Warnings);
    }

    private static void WriteArray(Utf8JsonWriter json, Description description)
    {
        json.Lengths("shape", description.Shape);
        json.WriteString("dtype", description.ElementType);
        json.Lengths("chunks", description.Chunks);
        if (description.Shards is { } shards)
            json.Lengths("shards", shards);
        json.WriteBoolean("sparse", description.Sparse is not null);
        if (description.Sparse is { } sparse)
        {
            json.WriteNumber("nnz", sparse.Entries);
            json.WriteString("layout", sparse.Layout);
            json.WriteString("variant", sparse.Variant);
            json.WriteNumber("density", sparse.Density);
            json.WriteBoolean("index", sparse.HasIndex);
        }
        else
        {
            json.WriteNull("nnz");
        }
        json.WriteStartArray("codecs");
        foreach (var codec in description.Codecs ?? [])
            json.WriteStringValue(codec);
        json.WriteEndArray();
        if (description.StoredBytes is { } bytes)
            json.WriteNumber("bytes", bytes);
        else
            json.WriteNull("bytes");
        if (description.IsStoredEstimated)
            json.WriteBoolean("bytes_estimated", true);
    }

    private static void Print(TextWriter output, Description description, ArrayLocation location)
    {
        var store = description.Store is { } inner ? $"store    {inner}, the one inside of {location.Path}" : null;
        if (description.Members is { } members)
        {
            if (store is not null)
                output.WriteLine(store);
            output.WriteLine($"{description.Kind} {location}, {description.Format}");
            PrintMembers(output, members, description.IsCut);
            return;
        }
        output.WriteLine($"{(description.IsArray ? "array" : description.Kind),-9}{location}");
        if (store is not null)
            output.WriteLine(store);
        output.WriteLine($"format   {description.Format}");
        if (description.IsArray)
            PrintArray(output, description);
        else
            output.WriteLine($"dtype    {description.ElementType}");
    }

    private static void PrintArray(TextWriter output, Description description)
    {
        output.WriteLine($"shape    {Lengths(description.Shape)}");
        output.WriteLine($"dtype    {description.ElementType}");
        if (description.Sparse is { } sparse)
        {
            output.WriteLine($"sparse   {Words(sparse)}");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"nnz      {sparse.Entries}, {sparse.Density:P2} of all elements"));
            output.WriteLine($"index    {(sparse.HasIndex ? "yes" : "none")}");
        }
        output.WriteLine($"chunks   {(description.Chunks is null ? "none" : Lengths(description.Chunks))}");
        if (description.Shards is { } shards)
            output.WriteLine($"shards   {Lengths(shards)}");
        output.WriteLine($"codecs   {(description.Codecs is { Count: > 0 } codecs ? string.Join(", ", codecs) : "none")}");
        if (description.StoredBytes is { } bytes)
            output.WriteLine(description.IsStoredEstimated ? $"stored   about {bytes} bytes, estimated from some of the chunks" : $"stored   {bytes} bytes");
        foreach (var warning in description.Warnings)
            output.WriteLine($"warning  {warning}");
    }

    private static void PrintMembers(TextWriter output, IReadOnlyList<Description> members, bool isCut)
    {
        var width = members.Select(member => member.Path.Length).DefaultIfEmpty(0).Max();
        foreach (var member in members)
            output.WriteLine($"  {member.Path.PadRight(width)}  {Line(member).ReplaceLineEndings(" ")}".TrimEnd());
        if (isCut)
            output.WriteLine($"  ... and more: only the first {members.Count} members are shown");
        foreach (var member in members)
        {
            foreach (var warning in member.Warnings)
                output.WriteLine($"warning: {member.Path}: {warning}");
        }
    }

    private static string Words(SparseDescription sparse) =>
        $"{sparse.Layout} ({(sparse.Layout == "csr" ? "rows" : "columns")} compressed), {sparse.Variant}";

    private static string Line(Description member) => member.Damage is { } damage ? (member.Kind == "damaged" ? $"damaged: {damage}" : $"{member.Kind}, damaged: {damage}")
        : !member.IsArray ? member.ElementType is null ? member.Kind : $"{member.Kind} {member.ElementType}"
        : $"{Lengths(member.Shape)} {member.ElementType}"
            + (member.Sparse is { } sparse ? $", sparse {sparse.Layout}, {sparse.Entries} entries" : "")
            + (member.Chunks is null ? "" : $", chunks {Lengths(member.Chunks)}")
            + (member.Shards is null ? "" : $", shards {Lengths(member.Shards)}")
            + (member.Codecs is { Count: > 0 } codecs ? $", {string.Join(" + ", codecs)}" : "");

    private static string Lengths(long[]? lengths) => lengths is null ? "no data" : new Shape(lengths).ToString();
}

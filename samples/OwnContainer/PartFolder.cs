using System.Text.Json.Nodes;

namespace DelayedArrays.Samples;

/// <summary>
/// A sparse matrix as a folder: a file of raw elements for each part, such as <c>data.float32</c>, and <c>attributes.json</c>. Detection,
/// checks, opening and verification come with the base class.
/// </summary>
internal sealed class PartFolder(string folder) : SparseGroup
{
    public override SparseLocation Location => new("Parts", folder);

    public override string PartName => "file";

    // Files grow one after the other.
    public override bool ChangesInSteps => true;

    public string Folder => folder;

    public string AttributesFile => Path.Combine(folder, "attributes.json");

    public override bool Has(string part) => FindFile(part) is not null;

    public override DelayedArray Open(string part) => TypeOf(part).Dispatch(new Opener(FileOf(part)));

    public override SparseStatement? FindStatement(string name) => ReadAttributes()[name] switch
    {
        JsonArray numbers => new(numbers.ToJsonString(), Numbers: [.. numbers.Select(number => number!.GetValue<double>())]),
        { } text => new(text.ToJsonString(), Text: text.GetValue<string>()),
        null => null,
    };

    public JsonObject ReadAttributes() => File.Exists(AttributesFile) ? JsonNode.Parse(File.ReadAllText(AttributesFile))!.AsObject() : [];

    public string? FindFile(string part) => Directory.EnumerateFiles(folder, $"{part}.*").FirstOrDefault();

    public string FileOf(string part) => FindFile(part) ?? throw Location.Error($"there is no file of the part '{part}'");

    public ElementType TypeOf(string part) => ElementTypes.Parse(Path.GetExtension(FileOf(part))[1..]);

    private sealed class Opener(string path) : IElementVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged => Delayed.FromSeed(new PartSeed<T>(path));
    }
}

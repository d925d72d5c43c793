using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace DelayedArrays.Samples;

/// <summary>A change of such a folder. Writing, appending and setting of values come with the base class.</summary>
internal sealed class PartFolderChange(PartFolder folder) : SparseGroupChange
{
    private readonly JsonObject _attributes = folder.ReadAttributes();

    public override SparseGroup Group => folder;

    protected override string SpillPath => Path.Combine(folder.Folder, "sorting");

    // The attributes state the shape, so elements beyond it do not count before they are replaced.
    public override void Commit()
    {
        var temporary = folder.AttributesFile + ".new";
        File.WriteAllText(temporary, _attributes.ToJsonString());
        File.Move(temporary, folder.AttributesFile, overwrite: true);
    }

    protected override void Create(string part, ElementType type)
    {
        if (folder.FindFile(part) is { } old)
            File.Delete(old);
        File.Create(Path.Combine(folder.Folder, $"{part}.{type.Name()}")).Dispose();
    }

    protected override PartAppender<T> Append<T>(string part, long length) => folder.TypeOf(part) == ElementTypes.Of<T>()
        ? new PartFile<T>(folder.FileOf(part), length)
        : throw new NotSupportedException($"{folder.FileOf(part)}: elements of type {ElementTypes.Of<T>().Name()} were to be appended");

    protected override void Overwrite<T>(string part, long start, ReadOnlyMemory<T> values)
    {
        using var file = File.OpenHandle(folder.FileOf(part), FileMode.Open, FileAccess.Write);
        RandomAccess.Write(file, MemoryMarshal.AsBytes(values.Span), start * ElementTypes.Of<T>().Size());
    }

    protected override void SetAttribute(string name, string text) => _attributes[name] = text;

    protected override void SetAttribute(string name, ReadOnlySpan<long> numbers) =>
        _attributes[name] = new JsonArray([.. numbers.ToArray().Select(number => JsonValue.Create(number))]);

    protected override void SetNumbers(string part, ReadOnlySpan<long> numbers)
    {
        Create(part, ElementType.Int64);
        File.WriteAllBytes(folder.FileOf(part), MemoryMarshal.AsBytes(numbers));
    }
}

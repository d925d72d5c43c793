using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DelayedArrays.Zarr;

/// <summary>Writes the parts and attributes of a sparse group of a store: elements at once, metadata when the change counts.</summary>
/// <param name="store">The store.</param>
/// <param name="key">Where the group is written.</param>
/// <param name="attributes">The attributes it has so far.</param>
/// <param name="execution">Waiting for others and cancellation.</param>
internal abstract class ZarrSparseChange(ZarrStore store, StoreKey key, JsonElement attributes, ExecutionOptions execution) : SparseGroupChange
{
    /// <summary>What ends the change.</summary>
    public CancellationToken Cancellation => execution.Cancellation;

    // Entries are sorted in the folder, or beside the zip file, or with other temporary files.
    protected override string SpillPath => store switch
    {
        DirectoryZarrStore => Path.Combine(Path.GetFullPath(store.Location), "sparse"),
        ZipZarrStore => Path.GetFullPath(store.Location),
        _ => Path.Combine(Path.GetTempPath(), "sparse"),
    };

    /// <summary>The attributes as they are going to be.</summary>
    protected JsonObject Attributes { get; } = JsonObject.Create(attributes)!;

    /// <summary>Takes the right to replace a chunk of which others may change elements; null if there are no others.</summary>
    public virtual IDisposable? TakeChunk(StoreKey chunk) => null;

    /// <summary>Has the metadata of a part say how many elements it has, once the change counts.</summary>
    public abstract void SetLength(string part, long length);

    protected override PartAppender<T> Append<T>(string part, long length) =>
        new ZarrPartAppender<T>(new ZarrPart(store, key / part, InfoOf(part)), length, this);

    protected override void SetAttribute(string name, string text) => Attributes[name] = text;

    protected override void SetAttribute(string name, ReadOnlySpan<long> numbers) =>
        Attributes[name] = new JsonArray([.. numbers.ToArray().Select(number => (JsonNode)number)]);

    /// <summary>The metadata of a part.</summary>
    protected abstract ZarrArrayInfo InfoOf(string part);

    /// <summary>Numbers as the elements of an array.</summary>
    protected static DelayedArray Converted(ReadOnlySpan<long> numbers, ElementType type) => type.DispatchNumeric(new Conversion(numbers.ToArray()));

    private sealed class Conversion(long[] numbers) : INumericVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Delayed.FromMemory(Array.ConvertAll(numbers, T.CreateChecked), numbers.Length);
    }
}

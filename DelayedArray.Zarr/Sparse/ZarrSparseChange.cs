using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DelayedArrays.Zarr;

/// <summary>
/// Writes the parts and attributes of a sparse group of a store: elements at once, metadata when the change is committed.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="key">The key under which the group is written.</param>
/// <param name="attributes">The present attributes.</param>
/// <param name="execution">How long to wait for others, and cancellation.</param>
internal abstract class ZarrSparseChange(ZarrStore store, StoreKey key, JsonElement attributes, ExecutionOptions execution) : SparseGroupChange
{
    /// <summary>Cancels the change.</summary>
    public CancellationToken Cancellation => execution.Cancellation;

    // Temporary files for sorting go into the folder, or beside the zip file; for other stores, into the system's temporary folder.
    protected override string SpillPath => store switch
    {
        DirectoryZarrStore => Path.Combine(Path.GetFullPath(store.Location), "sparse"),
        ZipZarrStore => Path.GetFullPath(store.Location),
        _ => Path.Combine(Path.GetTempPath(), "sparse"),
    };

    /// <summary>The attributes after the change.</summary>
    protected JsonObject Attributes { get; } = JsonObject.Create(attributes)!;

    /// <summary>Takes the right to replace a chunk that others may change; null if nobody else can.</summary>
    public virtual IDisposable? TakeChunk(StoreKey chunk) => null;

    /// <summary>Sets the length that the metadata of a part will state once the change is committed.</summary>
    public abstract void SetLength(string part, long length);

    protected override PartAppender<T> Append<T>(string part, long length) =>
        new ZarrPartAppender<T>(new ZarrPart(store, key / part, InfoOf(part)), length, this);

    protected override void SetAttribute(string name, string text) => Attributes[name] = text;

    protected override void SetAttribute(string name, ReadOnlySpan<long> numbers) =>
        Attributes[name] = new JsonArray([.. numbers.ToArray().Select(number => (JsonNode)number)]);

    /// <summary>Gets the metadata of a part.</summary>
    protected abstract ZarrArrayInfo InfoOf(string part);

    /// <summary>Makes an array of numbers, converted to a type.</summary>
    protected static DelayedArray Converted(ReadOnlySpan<long> numbers, ElementType type) => type.DispatchNumeric(new Conversion(numbers.ToArray()));

    private sealed class Conversion(long[] numbers) : INumericVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Delayed.FromMemory(Array.ConvertAll(numbers, T.CreateChecked), numbers.Length);
    }
}

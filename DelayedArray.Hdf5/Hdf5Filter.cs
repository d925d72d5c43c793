using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>One step of a dataset's filter pipeline, as stored with the dataset. The HDF Group registers the ids.</summary>
/// <param name="Id">Registered number. <see cref="CodecTable.Hdf5"/> lists those known here.</param>
/// <param name="Name">Its name if stored or known; otherwise empty.</param>
/// <param name="IsOptional">
/// Whether chunks may skip the filter. A filter that the HDF5 library lacks must be optional when a dataset is created; the caller then
/// encodes the chunks and writes them with <see cref="Hdf5Dataset.WriteChunkRaw"/>.
/// </param>
/// <param name="ClientData">The filter's parameters.</param>
public sealed record Hdf5Filter(int Id, string Name, bool IsOptional, ImmutableArray<uint> ClientData)
{
    /// <summary>Compression by zlib.</summary>
    /// <param name="level">0 (none) to 9 (most).</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside 0 to 9.</exception>
    public static Hdf5Filter Deflate(int level) => Of(DeflateCodec.Entry, new() { Level = level });

    /// <summary>
    /// Groups bytes by their position in the element: all first bytes, then all second bytes, and so on. This helps the next compressor.
    /// </summary>
    public static Hdf5Filter Shuffle { get; } = new(2, "shuffle", IsOptional: true, []);

    /// <summary>Appends a checksum to each chunk.</summary>
    public static Hdf5Filter Fletcher32 { get; } = Of(Fletcher32Codec.Entry, new()) with { IsOptional = false };

    /// <summary>Why chunks with this filter cannot be read or written here.</summary>
    internal string MissingReason
    {
        get
        {
            var name = Name.Length > 0 ? $"{Name} ({Id})" : $"{Id}";
            return CodecTable.Hdf5.Find(Id) is { } known
                ? $"its chunks use the filter {name}: {known.Codec.Name} is supported, but its library is not installed"
                : $"its chunks use the filter {name}, which neither this library nor the installed libhdf5 supports";
        }
    }

    /// <summary>Makes a codec an optional filter for a new dataset.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="choice">The requested settings of the codec.</param>
    /// <exception cref="ArgumentException">HDF5 cannot store the codec, or not with these settings.</exception>
    public static Hdf5Filter Of(CodecEntry codec, CodecChoice choice)
    {
        ArgumentNullException.ThrowIfNull(codec);
        return codec.Hdf5 is { Write: { } write } form
            ? new(form.Id, codec.Name, IsOptional: true, write(choice))
            : throw new ArgumentException($"the codec '{codec.Name}' cannot be written to HDF5", nameof(codec));
    }

    /// <summary>Whether the library has a filter: built in, as a plugin, or registered here.</summary>
    /// <param name="id">The filter's registered number.</param>
    /// <exception cref="DllNotFoundException">There is no usable HDF5 library; the message says how to get one.</exception>
    public static bool IsAvailable(int id)
    {
        using var _ = Hdf5Library.Enter();
        return FilterBridge.IsAvailable(id);
    }

    /// <summary>
    /// Adds a filter to the HDF5 library for the lifetime of the process, so that the library can use it when it reads and writes by
    /// itself (<see cref="Hdf5Dataset.Read"/>, strings, virtual datasets). Does nothing if the library already has it.
    /// </summary>
    /// <param name="id">The filter's registered number.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="decode">Undoes the filter.</param>
    /// <param name="encode">Applies the filter; null if that is not possible.</param>
    /// <exception cref="InvalidOperationException">The library refuses the filter.</exception>
    /// <exception cref="DllNotFoundException">There is no usable HDF5 library; the message says how to get one.</exception>
    public static void Register(int id, string name, Hdf5FilterFunction decode, Hdf5FilterFunction? encode = null)
    {
        ArgumentNullException.ThrowIfNull(decode);
        ArgumentException.ThrowIfNullOrEmpty(name);
        using var _ = Hdf5Library.Enter();
        FilterBridge.Register(id, name, decode, encode);
    }

    /// <summary>
    /// The codecs that undo filters on elements of the given size; null if the table lacks one of them, or its library is missing.
    /// </summary>
    /// <exception cref="CodecException">A filter has impossible parameters.</exception>
    internal static CodecPipeline? TryPipeline(ImmutableArray<Hdf5Filter> filters, int elementSize)
    {
        var codecs = ImmutableArray.CreateBuilder<IByteCodec>(filters.Length);
        foreach (var filter in filters)
        {
            if (CodecTable.Hdf5.Find(filter.Id) is not { } known)
                return null;
            codecs.Add(known.Form.Create(new FilterParameters(elementSize, filter.ClientData)));
        }
        var pipeline = new CodecPipeline(codecs.MoveToImmutable());
        return pipeline.IsAvailable ? pipeline : null;
    }

    /// <summary>Whether the ids, flags and parameters are equal.</summary>
    /// <param name="other">The other filter.</param>
    public bool Equals(Hdf5Filter? other) => other is not null && Id == other.Id && IsOptional == other.IsOptional
        && ClientData.AsSpan().SequenceEqual(other.ClientData.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, IsOptional, ClientData.Length);
}

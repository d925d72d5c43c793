using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>
/// Reads and writes whole chunks of a dataset of one axis, with the codecs of this library if it has all filters, and otherwise through
/// libhdf5.
/// </summary>
internal sealed class Hdf5PartChunks<T> where T : unmanaged
{
    // Other software may write chunks that are longer than the bound of our codecs.
    private const int Allowance = 64;

    private static readonly Hdf5DataType Memory = Hdf5DataType.Of<T>();

    private readonly Hdf5Dataset _dataset;
    private readonly CodecPipeline? _filters;

    public Hdf5PartChunks(Hdf5Dataset dataset)
    {
        _dataset = dataset;
        _filters = IsStoredAsInMemory(dataset) ? dataset.TryPipeline() : null;
    }

    /// <summary>Reads a chunk. Its elements beyond the end of the dataset are zero, or as they were written.</summary>
    /// <exception cref="ArrayFormatException">The chunk cannot be read.</exception>
    public void Read(long start, Span<T> chunk)
    {
        if (_filters is not null && TryReadRaw(start, MemoryMarshal.AsBytes(chunk)))
            return;
        var count = (int)Math.Min(chunk.Length, _dataset.Length - start);
        chunk[count..].Clear();
        _dataset.Read([start], [count], [], Memory, MemoryMarshal.AsBytes(chunk[..count]));
    }

    /// <summary>Encodes a chunk for <see cref="Write"/>.</summary>
    /// <returns>The mask of skipped filters.</returns>
    public uint Encode(ReadOnlySpan<T> chunk, EncodedBuffer encoded) =>
        _filters is { Codecs.IsEmpty: false } ? _filters.Encode(MemoryMarshal.AsBytes(chunk), encoded) : 0;

    /// <summary>Stores a chunk.</summary>
    /// <param name="start">Its first element.</param>
    /// <param name="chunk">Its elements.</param>
    /// <param name="count">The number of elements within the dataset.</param>
    /// <param name="encoded">The chunk, encoded.</param>
    /// <param name="mask">The mask of skipped filters.</param>
    /// <exception cref="ArrayFormatException">The chunk cannot be written.</exception>
    public void Write(long start, ReadOnlySpan<T> chunk, int count, EncodedBuffer encoded, uint mask)
    {
        if (_filters is null)
            _dataset.Write([start], [count], Memory, MemoryMarshal.AsBytes(chunk[..count]));
        else
            _dataset.WriteChunkRaw([start], mask, _filters.Codecs.IsEmpty ? MemoryMarshal.AsBytes(chunk) : encoded.Written);
    }

    /// <summary>Overwrites elements.</summary>
    /// <exception cref="ArrayFormatException">The elements cannot be written.</exception>
    public unsafe void Overwrite(long start, ReadOnlySpan<T> values)
    {
        if (_filters is null)
        {
            _dataset.Write([start], [values.Length], Memory, MemoryMarshal.AsBytes(values));
            return;
        }
        var length = checked((int)_dataset.ChunkShape[0]);
        using var buffer = BufferPool.Shared.Rent((long)length * sizeof(T));
        using var encoded = new EncodedBuffer();
        var chunk = buffer.As<T>()[..length];
        while (!values.IsEmpty)
        {
            var first = start / length * length;
            var count = (int)Math.Min(values.Length, first + length - start);
            if (count < length)
                Read(first, chunk);
            values[..count].CopyTo(chunk[(int)(start - first)..]);
            encoded.Clear();
            var mask = Encode(chunk, encoded);
            Write(first, chunk, (int)Math.Min(length, _dataset.Length - first), encoded, mask);
            values = values[count..];
            start += count;
        }
    }

    /// <summary>Whether the bytes in the file, once decoded, are the same as in memory.</summary>
    private static unsafe bool IsStoredAsInMemory(Hdf5Dataset dataset) =>
        dataset.Type is { NeedsConversion: false } type && type.Element == ElementTypes.Of<T>() && type.Size == sizeof(T)
        && (sizeof(T) == 1 || type.ByteOrder == Hdf5DataType.NativeOrder)
        && dataset is { Layout: Hdf5Layout.Chunked, PartialChunksUnfiltered: false, HasExternalFiles: false };

    private bool TryReadRaw(long start, Span<byte> chunk)
    {
        using var stored = BufferPool.Shared.Rent(_filters!.MaximumEncodedLength(chunk.Length) + Allowance);
        var raw = _dataset.ReadChunkRaw([start], stored.Bytes);
        if (raw.IsMissing)
            return false;
        if (raw.StoredSize > stored.Length)
            throw Broken(start, $"states a stored size of {raw.StoredSize} bytes; its {chunk.Length} bytes take at most {stored.Length}");
        try
        {
            _filters.Decode(stored.Bytes[..(int)raw.StoredSize], chunk, raw.FilterMask);
            return true;
        }
        catch (CodecException problem)
        {
            throw Broken(start, $"cannot be decoded: {problem.Message}", problem);
        }
    }

    private ArrayFormatException Broken(long start, string problem, Exception? inner = null) =>
        new(_dataset.File.Path, _dataset.Path, $"the chunk at ({start}) {problem}", inner);
}

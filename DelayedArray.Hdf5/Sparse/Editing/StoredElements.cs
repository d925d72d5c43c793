using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Reads and changes elements of a dataset of one axis, chunk by chunk, through the codecs of this library where possible.</summary>
internal sealed class StoredElements<T> : IDisposable where T : unmanaged
{
    private static readonly Hdf5DataType Memory = Hdf5DataType.Of<T>();

    private readonly Hdf5Dataset _dataset;
    private readonly CodecPipeline? _filters;
    private readonly PooledBuffer? _chunk;
    private long _start = -1;
    private bool _isChanged;

    public StoredElements(Hdf5Dataset dataset)
    {
        _dataset = dataset;
        _filters = dataset.IsStoredAs<T>() ? dataset.TryPipeline() : null;
        if (_filters is not null)
            _chunk = RawChunk.Rent<T>(dataset);
    }

    /// <summary>Reads elements.</summary>
    /// <exception cref="ArrayFormatException">They cannot be read.</exception>
    public void Read(long start, Span<T> values)
    {
        if (values.IsEmpty)
            return;
        if (_chunk is null)
        {
            _dataset.Read([start], [values.Length], [], Memory, MemoryMarshal.AsBytes(values));
            return;
        }
        while (!values.IsEmpty)
        {
            var within = Load(start, values.Length);
            within.CopyTo(values);
            values = values[within.Length..];
            start += within.Length;
        }
    }

    /// <summary>Changes elements; they are stored at the latest by <see cref="Flush"/>.</summary>
    /// <exception cref="ArrayFormatException">They cannot be written.</exception>
    public void Write(long start, ReadOnlySpan<T> values)
    {
        if (values.IsEmpty)
            return;
        if (_chunk is null)
        {
            _dataset.Write([start], [values.Length], Memory, MemoryMarshal.AsBytes(values));
            return;
        }
        while (!values.IsEmpty)
        {
            var within = Load(start, values.Length);
            values[..within.Length].CopyTo(within);
            _isChanged = true;
            values = values[within.Length..];
            start += within.Length;
        }
    }

    /// <summary>Stores what was changed.</summary>
    public void Flush()
    {
        if (!_isChanged)
            return;
        using var scratch = new EncodedBuffer();
        var mask = _filters!.Codecs.IsEmpty ? 0 : _filters.Encode(_chunk!.Bytes, scratch);
        _dataset.WriteChunkRaw([_start], mask, _filters.Codecs.IsEmpty ? _chunk!.Bytes : scratch.Written);
        _isChanged = false;
    }

    public void Dispose() => _chunk?.Dispose();

    private Span<T> Load(long start, int count)
    {
        var length = _dataset.ChunkShape[0];
        var first = start / length * length;
        if (first != _start)
        {
            Flush();
            RawChunk.Read<T>(_dataset, _filters, first, _chunk!);
            _start = first;
        }
        return _chunk!.As<T>().Slice((int)(start - first), (int)Math.Min(count, first + length - start));
    }
}

/// <summary>Whole chunks of a dataset of one axis.</summary>
internal static class RawChunk
{
    // A chunk that codecs left longer than its bound was written by something else.
    private const int Allowance = 64;

    public static unsafe PooledBuffer Rent<T>(Hdf5Dataset dataset) where T : unmanaged =>
        BufferPool.Shared.Rent(checked(dataset.ChunkShape[0] * sizeof(T)));

    /// <summary>Reads a chunk; what reaches over the end of the dataset is zero or whatever was written there.</summary>
    /// <exception cref="ArrayFormatException">It cannot be read.</exception>
    public static void Read<T>(Hdf5Dataset dataset, CodecPipeline? filters, long start, PooledBuffer chunk) where T : unmanaged
    {
        if (filters is null || !ReadRaw(dataset, filters, start, chunk.Bytes))
        {
            var values = chunk.As<T>();
            var count = (int)Math.Min(values.Length, dataset.Length - start);
            values[count..].Clear();
            dataset.Read([start], [count], [], Hdf5DataType.Of<T>(), MemoryMarshal.AsBytes(values[..count]));
        }
    }

    private static bool ReadRaw(Hdf5Dataset dataset, CodecPipeline filters, long start, Span<byte> chunk)
    {
        using var stored = BufferPool.Shared.Rent(filters.MaximumEncodedLength(chunk.Length) + Allowance);
        var raw = dataset.ReadChunkRaw([start], stored.Bytes);
        if (raw.IsMissing)
            return false;
        if (raw.StoredSize > stored.Length)
            throw Broken(dataset, start, $"states a stored size of {raw.StoredSize} bytes; its {chunk.Length} bytes take at most {stored.Length}");
        try
        {
            filters.Decode(stored.Bytes[..(int)raw.StoredSize], chunk, raw.FilterMask);
            return true;
        }
        catch (CodecException problem)
        {
            throw Broken(dataset, start, $"cannot be decoded: {problem.Message}", problem);
        }
    }

    private static ArrayFormatException Broken(Hdf5Dataset dataset, long start, string problem, Exception? inner = null) =>
        new(dataset.File.Path, dataset.Path, $"the chunk at ({start}) {problem}", inner);
}

namespace DelayedArrays.Zarr;

/// <summary>Reads all strings of an array, chunk by chunk.</summary>
internal sealed class TextArrayReader
{
    private const int MaxStored = 1 << 30;
    private readonly ZarrSource _source;
    private readonly TextCoding _coding;
    private readonly ZarrChunkReader _reader;
    private readonly ZarrReadScope _scope;
    private readonly ChunkAxis[] _axes;
    private readonly long[] _strides;

    public TextArrayReader(ZarrStore store, StoreKey key, ZarrArrayInfo info, TextCoding coding, CancellationToken cancellation)
    {
        _source = new ZarrSource(store, key, info, coding.Chunks);
        _coding = coding;
        _reader = new ZarrChunkReader(_source);
        _scope = new ZarrReadScope(null, cancellation);
        _axes = [.. Enumerable.Range(0, info.Shape.Rank).Select(_source.ChunksAlong)];
        _strides = info.Shape.Strides();
    }

    /// <summary>Reads the strings in C order.</summary>
    public string[] Read()
    {
        var texts = new string[_source.Info.Shape.Count];
        if (texts.Length > 0)
            Walk(0, new long[_axes.Length], new long[_axes.Length], new long[_axes.Length], texts);
        return texts;
    }

    private void Walk(int axis, long[] chunk, long[] start, long[] shape, string[] texts)
    {
        if (axis == _axes.Length)
        {
            _scope.Cancellation.ThrowIfCancellationRequested();
            Place(ReadChunk(chunk, ShapeOf(chunk, shape)), start, shape, texts);
            return;
        }
        for (long index = 0; index < _axes[axis].Length; index = start[axis] + shape[axis])
        {
            (chunk[axis], start[axis], shape[axis]) = _axes[axis].Find(index);
            Walk(axis + 1, chunk, start, shape, texts);
        }
    }

    private Shape ShapeOf(long[] number, long[] lengths)
    {
        try
        {
            return new Shape(lengths);
        }
        catch (ArgumentException problem)
        {
            throw _source.Problem(number, $"is too large: {problem.Message}", problem);
        }
    }

    /// <summary>Reads the strings of a chunk in C order; null if the chunk is not stored.</summary>
    private string[]? ReadChunk(long[] number, Shape shape)
    {
        if (shape.Count > Array.MaxLength / Math.Max(_coding.ElementSize, 1))
            throw _source.Problem(number, $"of shape {shape} is too large to hold in one buffer");
        // A chunk may be larger than the array, but only within limits: each string takes memory, even an empty one.
        var max = Math.Max(ZarrStrings.DefaultMaxElements, _source.Info.Shape.Count);
        if (shape.Count > max)
            throw _source.Problem(number, $"has {shape.Count} texts; expected at most {max}");
        var count = (int)shape.Count;
        var limit = _coding.ElementSize > 0 ? _coding.Chunks.Codec.MaxStored((long)count * _coding.ElementSize) : MaxStored;
        using var stored = new EncodedBuffer();
        if (!_reader.TryRead(number, limit, stored, _scope))
            return null;
        try
        {
            return ToC(_coding.Decode(stored.Written, count), shape);
        }
        catch (CodecException problem)
        {
            throw _source.Problem(number, $"cannot be decoded: {problem.Message}", problem);
        }
    }

    private string[] ToC(string[] texts, Shape shape)
    {
        if (_coding.Chunks.Codec.Order is null)
            return texts;
        int[] numbers = [.. Enumerable.Range(0, texts.Length)];
        var places = new int[texts.Length];
        _coding.Chunks.Codec.ToC<int>(numbers, places, shape);
        return [.. places.Select(place => texts[place])];
    }

    /// <summary>Copies the part of a chunk that lies within the array to its place in the result.</summary>
    private void Place(string[]? chunk, long[] start, long[] shape, string[] texts)
    {
        Put(0, 0, 0);

        void Put(int axis, long from, long to)
        {
            if (axis == shape.Length)
            {
                texts[to] = chunk is null ? _coding.Fill : chunk[from];
                return;
            }
            var count = Math.Min(shape[axis], _source.Info.Shape[axis] - start[axis]);
            for (long i = 0; i < count; i++)
                Put(axis + 1, (from * shape[axis]) + i, to + ((start[axis] + i) * _strides[axis]));
        }
    }
}

using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>An array in chunks that have edges of their own along each axis. Chunks needed in part are kept in the cache.</summary>
internal sealed unsafe class RectilinearSeed<T> : ISeed<T> where T : unmanaged
{
    private readonly ZarrSource _source;
    private readonly ChunkReader _reader;
    private readonly ChunkDecoder<T> _decoder;
    private readonly T _fill;
    private readonly AxisEdges[] _edges;

    public RectilinearSeed(ZarrSource source, ElementLayout layout, T fill)
    {
        _source = source;
        _reader = new ChunkReader(source);
        _decoder = new ChunkDecoder<T>(source.Coding.Codec, layout);
        _fill = fill;
        _edges = [.. source.Info.Grid.Runs.Select((runs, axis) => new AxisEdges(source.Info.Shape[axis], runs))];
        ChunkShape = Largest(source);
        source.CheckLength(ChunkShape.Value, layout);
    }

    public Shape Shape => _source.Info.Shape;

    /// <summary>The largest chunk there may be.</summary>
    public Shape? ChunkShape { get; }

    public bool IsSparse => false;

    public bool IsInMemory => false;

    public string Description => _source.Description;

    public string Path => _source.Location;

    public void Plan(BlockRequest request, ReadPlan plan)
    {
        plan.AddBuffer((long)request.Count * sizeof(T));
        plan.AddBuffer(_decoder.Scratch(ChunkShape!.Value));
        var (count, elements) = (1L, 1L);
        for (var axis = 0; axis < request.Rank; axis++)
        {
            var along = _edges[axis].CountOf(request.Axes[axis]);
            (count, elements) = (count * along.Chunks, elements * along.Elements);
        }
        if (count > plan.MostNamed)
        {
            plan.AddChunks(this, count, elements * sizeof(T), elements * sizeof(T), 2 * ChunkShape.Value.Count * sizeof(T));
            return;
        }
        ForEachChunk(request, (parts, number) =>
        {
            var bytes = ChunkOf(parts).Count * sizeof(T);
            plan.AddChunk(this, number, bytes, bytes, IsWhole(parts), 2 * bytes);
        });
    }

    public BlockCursor<T> Open(BlockRequest request, BlockContext context)
    {
        var block = context.Rent<T>(request.Count);
        try
        {
            ForEachChunk(request, (parts, number) => Take(request, parts, number, block, context));
            return new BufferCursor<T>(block);
        }
        catch
        {
            block.Dispose();
            throw;
        }
    }

    private Shape Largest(ZarrSource source)
    {
        try
        {
            return new Shape([.. _edges.Select(edges => edges.Longest)]);
        }
        catch (ArgumentException problem)
        {
            throw source.Info.Place.Problem($"has chunks too large to hold in one buffer: {problem.Message}", problem);
        }
    }

    private static bool IsWhole(EdgePart[] parts) => Array.TrueForAll(parts, part => part.IsWhole);

    private static Shape ChunkOf(EdgePart[] parts) => new([.. parts.Select(part => part.Edge)]);

    private void ForEachChunk(BlockRequest request, Action<EdgePart[], long> visit)
    {
        List<EdgePart>[] axes = [.. _edges.Select((edges, axis) => edges.Split(request.Axes[axis]))];
        var parts = new EdgePart[axes.Length];
        Walk(0, 0);

        void Walk(int axis, long number)
        {
            if (axis == axes.Length)
            {
                visit(parts, number);
                return;
            }
            foreach (var part in axes[axis])
            {
                parts[axis] = part;
                Walk(axis + 1, (number * _edges[axis].Count) + part.Chunk);
            }
        }
    }

    private void Take(BlockRequest request, EdgePart[] parts, long number, PooledBuffer block, BlockContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var chunk = ChunkOf(parts);
        if (context.Cache.TryRent(this, number) is { } kept)
        {
            using (kept)
                Copy(request, parts, chunk, MemoryMarshal.Cast<byte, T>(kept.Bytes), block.As<T>());
            return;
        }
        if (IsWhole(parts))
        {
            using var buffer = context.Rent<T>(chunk.Count);
            Read(parts, chunk, buffer.As<T>(), context);
            Copy(request, parts, chunk, buffer.As<T>(), block.As<T>());
            return;
        }
        using var lease = context.Cache.Rent(
            this, number, chunk.Count * sizeof(T), context, buffer => Read(parts, chunk, buffer.As<T>(), context));
        Copy(request, parts, chunk, MemoryMarshal.Cast<byte, T>(lease.Bytes), block.As<T>());
    }

    private void Read(EdgePart[] parts, Shape chunk, Span<T> destination, BlockContext context)
    {
        long[] numbers = [.. parts.Select(part => part.Chunk)];
        using EncodedBuffer stored = new();
        if (_reader.TryRead(numbers, _decoder.MostStored(chunk), stored, context))
            Decode(numbers, chunk, stored.Written, destination, context);
        else
            destination.Fill(_fill);
        context.Metrics.AddChunk(stored.Written.Length, destination.Length * sizeof(T));
    }

    private void Decode(long[] numbers, Shape chunk, ReadOnlySpan<byte> stored, Span<T> destination, BlockContext context)
    {
        try
        {
            _decoder.Decode(stored, destination, chunk, context);
        }
        catch (CodecException problem)
        {
            throw _source.Problem(numbers, $"cannot be decoded: {problem.Message}", problem);
        }
    }

    private static void Copy(BlockRequest request, EdgePart[] parts, Shape chunk, ReadOnlySpan<T> source, Span<T> block)
    {
        var chunkStrides = chunk.Strides();
        var axes = new CopyAxis[parts.Length];
        long stride = 1;
        for (var k = parts.Length - 1; k >= 0; k--)
        {
            var axis = request.Order[k];
            axes[k] = parts[axis].Copy.Scaled(chunkStrides[axis], stride);
            stride *= request.Axes[axis].Count;
        }
        StridedCopy.Copy(source, block, axes);
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Makes the stored bytes of chunks and shards.</summary>
/// <param name="coding">The codecs.</param>
/// <param name="outer">Shape of the chunks that are values of the store: shards, or chunks where there are no shards.</param>
/// <param name="fill">The value of elements not stored; also that of elements beyond the edge of the array.</param>
/// <param name="skipsFill">Whether chunks that hold nothing else are left out.</param>
internal sealed unsafe class ChunkEncoder<T>(ChunkCoding coding, Shape outer, T fill, bool skipsFill) where T : unmanaged
{
    private readonly bool _swaps = sizeof(T) > 1 && coding.Codec.IsBigEndian == BitConverter.IsLittleEndian;
    private readonly Shape _inner = coding.Shards.Length > 0 ? coding.Shards[^1].Inner : outer;

    /// <summary>Shape of the chunks that are values of the store.</summary>
    public Shape Outer => outer;

    /// <summary>Bytes that encoding one of them takes: a chunk, what codecs make of it, and the value that is written.</summary>
    public long BufferBytes
    {
        get
        {
            var chunk = _inner.Count * sizeof(T);
            var encoded = coding.Codec.MostStored(chunk);
            var chunks = (double)outer.Count / _inner.Count;
            return chunk + (coding.Codec.Pipeline.Codecs.Length > 1 ? 2 * encoded : 0) + (long)(chunks * (encoded + ShardLevel.EntryLength));
        }
    }

    /// <summary>Encodes a chunk of the outermost kind.</summary>
    /// <param name="tile">Elements among which those of the chunk are.</param>
    /// <param name="start">Where the chunk starts in the tile.</param>
    /// <param name="destination">The bytes are appended to it.</param>
    /// <param name="context">Lends buffers and books them, within a block.</param>
    /// <returns>Whether there is anything to store.</returns>
    public bool TryEncode(Tile<T> tile, ReadOnlySpan<long> start, EncodedBuffer destination, BlockContext? context) =>
        TryEncode(0, tile, start, new long[start.Length], destination, context);

    private bool TryEncode(
        int level, Tile<T> tile, ReadOnlySpan<long> start, ReadOnlySpan<long> within, EncodedBuffer destination, BlockContext? context)
    {
        context?.Cancellation.ThrowIfCancellationRequested();
        return level < coding.Shards.Length
            ? TryEncodeShard(level, tile, start, within, destination, context)
            : TryEncodeChunk(tile, start, destination, context);
    }

    private bool TryEncodeChunk(Tile<T> tile, ReadOnlySpan<long> start, EncodedBuffer destination, BlockContext? context)
    {
        if (coding.Codec.Order is null && !_swaps && tile.Is(start, _inner))
            return TryStore(tile.Values, destination);
        using var buffer = context?.Rent<T>(_inner.Count) ?? BufferPool.Shared.Rent(_inner.Count * sizeof(T));
        var chunk = buffer.As<T>();
        tile.Copy(start, _inner, coding.Codec.Order, fill, chunk);
        if (!_swaps)
            return TryStore(chunk, destination);
        if (IsLeftOut(chunk))
            return false;
        StoredNumbers.ToNative(chunk, swap: true);
        coding.Codec.Pipeline.Encode(MemoryMarshal.AsBytes(chunk), destination);
        return true;
    }

    private bool TryStore(ReadOnlySpan<T> values, EncodedBuffer destination)
    {
        if (IsLeftOut(values))
            return false;
        coding.Codec.Pipeline.Encode(MemoryMarshal.AsBytes(values), destination);
        return true;
    }

    private bool IsLeftOut(ReadOnlySpan<T> values) => skipsFill && Uniform.IsAll(values, fill);

    /// <summary>Encodes the chunks of a shard, one after the other, and says where they are.</summary>
    private bool TryEncodeShard(
        int level, Tile<T> tile, ReadOnlySpan<long> start, ReadOnlySpan<long> within, EncodedBuffer destination, BlockContext? context)
    {
        var shard = coding.Shards[level];
        var entries = new ulong[2 * shard.Count];
        entries.AsSpan().Fill(ulong.MaxValue);
        using var apart = shard.IsAtStart ? new EncodedBuffer() : null;
        var body = apart ?? destination;
        var first = body.Written.Length;
        var hasAny = false;
        BoxWalk inside = new(shard.Outer, shard.Inner);
        do
        {
            var at = inside.After(start);
            if (tile.IsBeyond(at))
                continue;
            var from = body.Written.Length;
            if (!TryEncode(level + 1, tile, at, inside.After(within), body, context))
                continue;
            hasAny = true;
            var position = shard.Position(inside.After(within));
            entries[2 * position] = (ulong)(from - first + (shard.IsAtStart ? shard.IndexLength : 0));
            entries[(2 * position) + 1] = (ulong)(body.Written.Length - from);
        }
        while (inside.Next());
        if (hasAny)
            Finish(shard, entries, apart, destination);
        return hasAny;
    }

    private static void Finish(ShardLevel shard, ulong[] entries, EncodedBuffer? body, EncodedBuffer destination)
    {
        if (shard.IsBigEndian == BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(entries, entries);
        shard.Index.Encode(MemoryMarshal.AsBytes(entries.AsSpan()), destination);
        if (body is null)
            return;
        body.Written.CopyTo(destination.GetSpan(body.Written.Length));
        destination.Advance(body.Written.Length);
    }
}

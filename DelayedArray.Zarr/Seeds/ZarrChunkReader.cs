using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DelayedArrays.Zarr;

/// <summary>Fetches the stored bytes of chunks: whole values, or parts of shards.</summary>
internal sealed class ZarrChunkReader
{
    // The bytes of indexes to keep, and the overhead of each.
    private const long IndexCapacity = 32 << 20;
    private const long IndexOverhead = 128;

    private readonly ZarrSource _source;
    private readonly ShardLevel[] _levels;
    private readonly LoadOnceCache<(int Level, long Shard), ZarrShardIndex> _indexes = new();

    public ZarrChunkReader(ZarrSource source)
    {
        _source = source;
        _levels = source.Coding.Shards;
    }

    /// <summary>Reads a chunk as it is stored.</summary>
    /// <param name="chunk">Number of the (inner) chunk along each axis.</param>
    /// <param name="limit">Most bytes it may have.</param>
    /// <param name="destination">Receives the bytes.</param>
    /// <param name="scope">The block and cancellation of the reading.</param>
    /// <returns>Whether the chunk is stored.</returns>
    public bool TryRead(ReadOnlySpan<long> chunk, long limit, IBufferWriter<byte> destination, ZarrReadScope scope)
    {
        if (_levels.Length == 0)
            return TryFetch(_source.ChunkKey(chunk), ByteRange.All, limit, destination, scope);
        return Locate(chunk, limit, scope) is { } part && TryRead(chunk, part, destination, scope);
    }

    /// <summary>Finds a chunk in its shard; null if it is not stored.</summary>
    /// <param name="chunk">Number of the inner chunk along each axis.</param>
    /// <param name="limit">Most bytes it may have.</param>
    /// <param name="scope">The block and cancellation of the reading.</param>
    public ZarrShardPart? Locate(ReadOnlySpan<long> chunk, long limit, ZarrReadScope scope) => Locate(chunk, scope) is not { } part ? null
        : part.Length <= limit ? part
        : throw _source.Problem(chunk, $"takes {part.Length} bytes of the shard {part.Key}; expected at most {limit}");

    /// <summary>Reads a chunk that was found.</summary>
    /// <returns>Whether its shard is still there.</returns>
    public bool TryRead(ReadOnlySpan<long> chunk, ZarrShardPart part, IBufferWriter<byte> destination, ZarrReadScope scope)
    {
        try
        {
            return TryRead(part, destination, scope);
        }
        catch (ArrayFormatException problem)
        {
            throw _source.Problem(
                chunk, $"is stated to be {part.Length} bytes at {part.Offset} of the shard {part.Key}, which cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>Reads a part of a shard.</summary>
    /// <returns>Whether the shard is there.</returns>
    /// <exception cref="ArrayFormatException">The shard ends before the part does.</exception>
    public bool TryRead(ZarrShardPart part, IBufferWriter<byte> destination, ZarrReadScope scope) =>
        TryFetch(part.Key, ByteRange.From(part.Offset, part.Length), part.Length, destination, scope);

    /// <summary>The stored length of a chunk outside of shards; 0 if it is not stored.</summary>
    public long StoredLength(ReadOnlySpan<long> chunk) => _source.Store.Length(_source.ChunkKey(chunk)) ?? 0;

    /// <summary>Goes down through the indexes.</summary>
    private ZarrShardPart? Locate(ReadOnlySpan<long> chunk, ZarrReadScope scope)
    {
        var origin = new long[chunk.Length];
        var outer = new long[chunk.Length];
        for (var axis = 0; axis < origin.Length; axis++)
        {
            origin[axis] = chunk[axis] * _levels[^1].Inner[axis];
            outer[axis] = origin[axis] / _levels[0].Outer[axis];
        }
        ZarrShardPart? part = new ZarrShardPart(_source.ChunkKey(outer), 0, long.MaxValue);
        for (var level = 0; level < _levels.Length && part is { } within; level++)
        {
            var bytes = (_levels[level].Count * ShardLevel.EntryLength) + IndexOverhead;
            using var index = _indexes.Rent((level, ShardNumber(level, origin)), bytes, Math.Max(bytes, IndexCapacity), scope.Block,
                () => ReadIndex(level, within, origin, scope));
            part = Inside(level, within, origin, index.Value);
        }
        return part;
    }

    private ZarrShardPart? Inside(int level, ZarrShardPart shard, long[] origin, ZarrShardIndex index)
    {
        var entry = index.Entry(_levels[level].Position(origin), out var isValid);
        if (!isValid)
            throw Broken(level, shard, origin, "has an entry with an impossible offset or length");
        if (entry is not { } part)
            return null;
        if (part.Offset + part.Length > shard.Length)
            throw Broken(level, shard, origin, $"places a chunk at {part.Offset} to {part.Offset + part.Length} of only {shard.Length} bytes");
        return new ZarrShardPart(shard.Key, shard.Offset + part.Offset, part.Length);
    }

    private long ShardNumber(int level, long[] origin)
    {
        long number = 0;
        for (var axis = 0; axis < origin.Length; axis++)
        {
            var shards = ((_source.Info.Shape[axis] - 1) / _levels[level].Outer[axis]) + 1;
            number = (number * shards) + (origin[axis] / _levels[level].Outer[axis]);
        }
        return number;
    }

    private ZarrShardIndex ReadIndex(int level, ZarrShardPart shard, long[] origin, ZarrReadScope scope)
    {
        var description = _levels[level];
        var length = description.IndexLength;
        if (length > shard.Length)
            throw Broken(level, shard, origin, $"needs {length} bytes; there are {shard.Length}");
        var range = description.IsAtStart ? ByteRange.From(shard.Offset, length)
            : level == 0 ? ByteRange.Last(length)
            : ByteRange.From(shard.Offset + shard.Length - length, length);
        using var stored = new EncodedBuffer();
        try
        {
            if (!TryFetch(shard.Key, range, length, stored, scope))
                return level == 0 ? new ZarrShardIndex([]) : throw Broken(level, shard, origin, "is gone");
            var entries = new ulong[2 * description.Count];
            description.Index.Decode(stored.Written, MemoryMarshal.AsBytes(entries.AsSpan()));
            if (description.IsBigEndian == BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(entries, entries);
            return new ZarrShardIndex(entries);
        }
        catch (Exception problem) when (problem is CodecException or ArrayFormatException)
        {
            throw Broken(level, shard, origin, $"cannot be read: {problem.Message}", problem);
        }
    }

    private ArrayFormatException Broken(int level, ZarrShardPart shard, long[] origin, string problem, Exception? inner = null) =>
        new(_source.Location, shard.Key.Path,
            $"the index of the shard{(level > 0 ? $" inside, at byte {shard.Offset}," : "")} that holds the element ({string.Join(", ", origin)}) {problem}", inner);

    private bool TryFetch(StoreKey key, ByteRange range, long limit, IBufferWriter<byte> destination, ZarrReadScope scope)
    {
        using (scope.Reading())
            return _source.Store.TryRead(key, range, limit, destination, scope.Cancellation);
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Who reads.</summary>
/// <param name="Block">The block of an evaluation, so that others compute while this thread waits; null outside of one.</param>
/// <param name="Cancellation">Stops the reading.</param>
internal readonly record struct ReadScope(BlockContext? Block, CancellationToken Cancellation)
{
    public static implicit operator ReadScope(BlockContext block) => new(block, block.Cancellation);

    /// <summary>Brackets waiting for storage.</summary>
    public ReadingScope Reading() => Block is null ? default : Block.Reading();
}

/// <summary>Some bytes of a shard.</summary>
/// <param name="Key">The shard.</param>
/// <param name="Offset">The first of them.</param>
/// <param name="Length">How many.</param>
internal readonly record struct ShardPart(StoreKey Key, long Offset, long Length);

/// <summary>Fetches the stored bytes of chunks: whole values, or parts of shards.</summary>
internal sealed class ChunkReader
{
    private const long IndexCapacity = 32 << 20;
    private readonly ZarrSource _source;
    private readonly ShardLevel[] _levels;
    private readonly ShardIndexCache _indexes = new(IndexCapacity);

    public ChunkReader(ZarrSource source)
    {
        _source = source;
        _levels = source.Coding.Shards;
    }

    /// <summary>Reads a chunk as it is stored.</summary>
    /// <param name="chunk">Number of the (inner) chunk along each axis.</param>
    /// <param name="limit">Most bytes it may have.</param>
    /// <param name="destination">Receives the bytes.</param>
    /// <param name="scope">Cancellation, and who else may compute meanwhile.</param>
    /// <returns>Whether the chunk is stored.</returns>
    public bool TryRead(ReadOnlySpan<long> chunk, long limit, IBufferWriter<byte> destination, ReadScope scope)
    {
        if (_levels.Length == 0)
            return TryFetch(_source.ChunkKey(chunk), ByteRange.All, limit, destination, scope);
        return Locate(chunk, limit, scope) is { } place && TryRead(chunk, place, destination, scope);
    }

    /// <summary>Finds a chunk in its shard; null if it is not stored.</summary>
    /// <param name="chunk">Number of the inner chunk along each axis.</param>
    /// <param name="limit">Most bytes it may have.</param>
    /// <param name="scope">Cancellation, and who else may compute meanwhile.</param>
    public ShardPart? Locate(ReadOnlySpan<long> chunk, long limit, ReadScope scope) => Locate(chunk, scope) is not { } place ? null
        : place.Length <= limit ? place
        : throw _source.Problem(chunk, $"takes {place.Length} bytes of the shard {place.Key}; expected at most {limit}");

    /// <summary>Reads a chunk that was found.</summary>
    /// <returns>Whether its shard is still there.</returns>
    public bool TryRead(ReadOnlySpan<long> chunk, ShardPart place, IBufferWriter<byte> destination, ReadScope scope)
    {
        try
        {
            return TryRead(place, destination, scope);
        }
        catch (ArrayFormatException problem)
        {
            throw _source.Problem(
                chunk, $"is said to be {place.Length} bytes at {place.Offset} of the shard {place.Key}, which cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>Reads a part of a shard.</summary>
    /// <returns>Whether the shard is there.</returns>
    /// <exception cref="ArrayFormatException">It ends before the part does.</exception>
    public bool TryRead(ShardPart part, IBufferWriter<byte> destination, ReadScope scope) =>
        TryFetch(part.Key, ByteRange.From(part.Offset, part.Length), part.Length, destination, scope);

    /// <summary>Length of the value of a chunk, 0 if there is none; for chunks that are no parts of shards.</summary>
    public long StoredLength(ReadOnlySpan<long> chunk) => _source.Store.Length(_source.ChunkKey(chunk)) ?? 0;

    /// <summary>Goes down through the indexes.</summary>
    private ShardPart? Locate(ReadOnlySpan<long> chunk, ReadScope scope)
    {
        var origin = new long[chunk.Length];
        var outer = new long[chunk.Length];
        for (var axis = 0; axis < origin.Length; axis++)
        {
            origin[axis] = chunk[axis] * _levels[^1].Inner[axis];
            outer[axis] = origin[axis] / _levels[0].Outer[axis];
        }
        ShardPart? place = new ShardPart(_source.ChunkKey(outer), 0, long.MaxValue);
        for (var level = 0; level < _levels.Length && place is { } within; level++)
        {
            var index = _indexes.Get((level, ShardNumber(level, origin)), scope, () => ReadIndex(level, within, origin, scope));
            place = Inside(level, within, origin, index);
        }
        return place;
    }

    private ShardPart? Inside(int level, ShardPart shard, long[] origin, ShardIndex index)
    {
        var entry = index.Entry(_levels[level].Position(origin), out var isValid);
        if (!isValid)
            throw Broken(level, shard, origin, "has an entry of impossible offset or length");
        if (entry is not { } part)
            return null;
        if (part.Offset + part.Length > shard.Length)
            throw Broken(level, shard, origin, $"places a chunk at {part.Offset} to {part.Offset + part.Length} of the {shard.Length} bytes there are");
        return new ShardPart(shard.Key, shard.Offset + part.Offset, part.Length);
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

    private ShardIndex ReadIndex(int level, ShardPart shard, long[] origin, ReadScope scope)
    {
        var description = _levels[level];
        var length = description.IndexLength;
        if (length > shard.Length)
            throw Broken(level, shard, origin, $"needs {length} bytes; there are {shard.Length}");
        var range = description.IsAtStart ? ByteRange.From(shard.Offset, length)
            : level == 0 ? ByteRange.Last(length)
            : ByteRange.From(shard.Offset + shard.Length - length, length);
        using EncodedBuffer stored = new();
        try
        {
            if (!TryFetch(shard.Key, range, length, stored, scope))
                return level == 0 ? new ShardIndex([]) : throw Broken(level, shard, origin, "is gone");
            var entries = new ulong[2 * description.Count];
            description.Index.Decode(stored.Written, MemoryMarshal.AsBytes(entries.AsSpan()));
            if (description.IsBigEndian == BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(entries, entries);
            return new ShardIndex(entries);
        }
        catch (Exception problem) when (problem is CodecException or ArrayFormatException)
        {
            throw Broken(level, shard, origin, $"cannot be read: {problem.Message}", problem);
        }
    }

    private ArrayFormatException Broken(int level, ShardPart shard, long[] origin, string problem, Exception? inner = null) =>
        new(_source.Location, shard.Key.Path,
            $"the index of the shard{(level > 0 ? $" inside, at byte {shard.Offset}," : "")} that holds the element ({string.Join(", ", origin)}) {problem}", inner);

    private bool TryFetch(StoreKey key, ByteRange range, long limit, IBufferWriter<byte> destination, ReadScope scope)
    {
        using (scope.Reading())
            return _source.Store.TryRead(key, range, limit, destination, scope.Cancellation);
    }
}

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace DelayedArrays.Zarr;

/// <summary>Makes the stored bytes of chunks and shards.</summary>
/// <param name="coding">The codecs.</param>
/// <param name="outer">Shape of the chunks that are values of the store: shards, or chunks if there are no shards.</param>
/// <param name="fill">The value of elements that are not stored, and of those beyond the edge of the array.</param>
/// <param name="skipsFill">Whether to leave out chunks that hold only the fill value.</param>
internal sealed unsafe class ChunkEncoder<T>(ChunkCoding coding, Shape outer, T fill, bool skipsFill) where T : unmanaged
{
    private readonly bool _swaps = sizeof(T) > 1 && coding.Codec.IsBigEndian == BitConverter.IsLittleEndian;
    private readonly Shape _inner = coding.Shards.Length > 0 ? coding.Shards[^1].Inner : outer;

    /// <summary>Shape of the chunks that are values of the store.</summary>
    public Shape Outer => outer;

    /// <summary>The value of elements that are not stored.</summary>
    public T Fill => fill;

    /// <summary>Bytes of memory to encode one value: a chunk, its encoded forms, and the value.</summary>
    public long BufferBytes
    {
        get
        {
            var chunk = _inner.Count * sizeof(T);
            var encoded = coding.Codec.MaxStored(chunk);
            var chunks = (double)outer.Count / _inner.Count;
            return chunk + (coding.Codec.Pipeline.Codecs.Length > 1 ? 2 * encoded : 0) + (long)(chunks * (encoded + ShardLevel.EntryLength));
        }
    }

    /// <summary>Encodes a chunk that is a value of the store.</summary>
    /// <param name="elements">Its elements. Those beyond the edge of the array must be the fill value.</param>
    /// <param name="destination">Receives the bytes. They are appended.</param>
    /// <param name="context">Lends buffers and books them, within a block.</param>
    /// <returns>Whether there is anything to store.</returns>
    public bool TryEncode(ChunkElements<T> elements, EncodedBuffer destination, BlockContext? context) =>
        TryEncode(0, elements, new Box(new Shape(new long[outer.Rank]), outer), destination, context);

    private bool TryEncode(int level, ChunkElements<T> elements, Box box, EncodedBuffer destination, BlockContext? context)
    {
        context?.Cancellation.ThrowIfCancellationRequested();
        return level < coding.Shards.Length
            ? TryEncodeShard(level, elements, box, destination, context)
            : TryEncodeChunk(elements, box, destination, context);
    }

    private bool TryEncodeChunk(ChunkElements<T> elements, Box box, EncodedBuffer destination, BlockContext? context)
    {
        if (coding.Codec.Order is null && !_swaps && box.Lengths == elements.Shape && elements.TryAsSpan(out var inPlace))
            return TryStore(inPlace, destination);
        using var buffer = context?.Rent<T>(box.Count) ?? BufferPool.Shared.Rent(box.Count * sizeof(T));
        var chunk = buffer.As<T>();
        elements.CopyTo(box, coding.Codec.Order, chunk);
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

    /// <summary>Encodes the chunks of a shard, one after the other, and its index.</summary>
    private bool TryEncodeShard(int level, ChunkElements<T> elements, Box box, EncodedBuffer destination, BlockContext? context)
    {
        var shard = coding.Shards[level];
        var entries = new ulong[2 * shard.Count];
        entries.AsSpan().Fill(ulong.MaxValue);
        using var apart = shard.IsAtStart ? new EncodedBuffer() : null;
        var body = apart ?? destination;
        var first = body.Written.Length;
        var hasAny = false;
        var start = new long[box.Lengths.Rank];
        foreach (var index in new Odometer(shard.Grid))
        {
            for (var axis = 0; axis < start.Length; axis++)
                start[axis] = box.Start[axis] + (index[axis] * shard.Inner[axis]);
            var inside = new Box(new Shape(start), shard.Inner);
            var from = body.Written.Length;
            if (!elements.Meets(inside) || !TryEncode(level + 1, elements, inside, body, context))
                continue;
            hasAny = true;
            var position = shard.Position(start);
            entries[2 * position] = (ulong)(from - first + (shard.IsAtStart ? shard.IndexLength : 0));
            entries[(2 * position) + 1] = (ulong)(body.Written.Length - from);
        }
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

    /// <summary>
    /// Whether to leave out a chunk: all its elements have the bits of the fill value, or all are NaN and so is the fill value.
    /// </summary>
    private bool IsLeftOut(ReadOnlySpan<T> values) => skipsFill && sizeof(T) switch
    {
        _ when fill is float.NaN => AreNaN(MemoryMarshal.Cast<T, float>(values)),
        _ when fill is double.NaN => AreNaN(MemoryMarshal.Cast<T, double>(values)),
        _ when fill is Half half && Half.IsNaN(half) => AreNaN(MemoryMarshal.Cast<T, Half>(values)),
        1 => AreFill<byte>(values),
        2 => AreFill<ushort>(values),
        4 => AreFill<uint>(values),
        _ => AreFill<ulong>(values),
    };

    private bool AreFill<TBits>(ReadOnlySpan<T> values) where TBits : unmanaged, IEquatable<TBits>
    {
        var bits = fill;
        return !MemoryMarshal.Cast<T, TBits>(values).ContainsAnyExcept(MemoryMarshal.Cast<T, TBits>(new ReadOnlySpan<T>(in bits))[0]);
    }

    private static bool AreNaN<TFloat>(ReadOnlySpan<TFloat> values) where TFloat : unmanaged, INumberBase<TFloat>
    {
        foreach (var value in values)
        {
            if (!TFloat.IsNaN(value))
                return false;
        }
        return true;
    }
}

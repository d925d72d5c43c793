using System.Buffers;

namespace DelayedArrays.Zarr;

/// <summary>Reads a value, or a part of it, from a server's answer. It trusts no stated length until the bytes have arrived.</summary>
internal readonly struct HttpBody(ZarrStore store, StoreKey key, HttpExchange answer, long limit, long maxSkipped)
{
    private const int FirstRoom = 1 << 14;

    /// <summary>Reads a whole value.</summary>
    public void ReadAll(IBufferWriter<byte> destination)
    {
        if (answer.Length is { } length)
            Take(store.Bounded(key, length, limit), destination);
        else
            TakeUntilEnd(destination);
    }

    /// <summary>Reads a part of a value from an answer that states which part it contains.</summary>
    public void ReadPart(ByteRange range, IBufferWriter<byte> destination)
    {
        if (answer.Response.Content.Headers.ContentRange is not { Unit: "bytes", From: { } from, To: { } to } sent || range.IsAll)
            throw new TransientHttpException("the server sends a part of the value without stating which");
        var count = to - from + 1;
        var toEnd = sent.Length is { } total && to == total - 1;
        var starts = range.IsSuffix ? toEnd || sent.Length is null : from == range.Offset;
        // The part is shorter than requested because the value ends, or begins, there.
        if (starts && toEnd && count < range.Length && (!range.IsSuffix || from == 0))
            throw store.Outside(key, range, sent.Length);
        if (!starts || count != range.Length || (answer.Length is { } length && length != count))
            throw new TransientHttpException($"the server sends another part of the value ({sent}) than {Asked(range)}");
        Take(store.Bounded(key, count, limit), destination);
    }

    /// <summary>Reads a part of a value from an answer that contains the whole value although only the part was requested.</summary>
    public void ReadPartOfAll(ByteRange range, IBufferWriter<byte> destination)
    {
        var offset = range.Offset;
        var count = store.Bounded(key, range.Length, limit);
        if (answer.Length is { } length)
            (offset, count) = store.Resolve(key, range, length, limit);
        else if (range.IsSuffix)
            throw new IOException($"{store.Location}/{key}: the server neither sends parts of values nor states their lengths");
        if (offset > maxSkipped)
        {
            throw new IOException(
                $"{store.Location}/{key}: the server does not send parts of values, and {offset} bytes lie before the requested part, more than the "
                + $"option maximum-skipped allows ({maxSkipped})");
        }
        if (!answer.Skip(offset))
            throw answer.Length is null ? store.Outside(key, range, null) : Short();
        Take(count, destination);
    }

    private static string Asked(ByteRange range) =>
        range.IsSuffix ? $"its last {range.Length} bytes" : $"bytes {range.Offset}-{range.Offset + (range.Length - 1)}";

    private static TransientHttpException Short() => new("the body ended early");

    private void Take(int count, IBufferWriter<byte> destination)
    {
        if (count == 0)
            return;
        // The writer advances only when all bytes have arrived, so that a repeated request can start over.
        if (answer.Fill(destination.GetSpan(count)[..count]) < count)
            throw Short();
        destination.Advance(count);
    }

    private void TakeUntilEnd(IBufferWriter<byte> destination)
    {
        var max = (int)Math.Min(limit, Array.MaxLength - 1);
        var room = ArrayPool<byte>.Shared.Rent(FirstRoom);
        try
        {
            var filled = 0;
            while (answer.Fill(room.AsSpan(filled)) is > 0 and var read)
            {
                filled += read;
                if (filled > max)
                    throw store.TooLong(key, $"more than {max} bytes", limit);
                if (filled < room.Length)
                    continue;
                var more = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * filled, max + 1L));
                room.AsSpan(0, filled).CopyTo(more);
                ArrayPool<byte>.Shared.Return(room);
                room = more;
            }
            destination.Write(room.AsSpan(0, filled));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }
}

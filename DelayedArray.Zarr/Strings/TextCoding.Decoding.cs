using System.Buffers;

namespace DelayedArrays.Zarr;

internal sealed partial record TextCoding
{
    private const long MinBound = 1 << 20;
    private const long MaxBound = 1 << 30;

    // Strings of this average length are accepted at any compression ratio.
    private const long BytesPerText = 256;

    // Longer strings are accepted up to this ratio, the highest that deflate reaches.
    private const long MaxRatio = 1100;
    private const int FirstRoom = 1 << 16;

    /// <summary>Decodes and parses a chunk.</summary>
    /// <param name="stored">Its bytes.</param>
    /// <param name="count">The number of its strings.</param>
    /// <exception cref="CodecException">The bytes are damaged, or decode to more than the limit.</exception>
    public string[] Decode(ReadOnlySpan<byte> stored, int count)
    {
        if (ElementSize == 0)
            return DecodeGrowing(stored, count);
        var bytes = ArrayPool<byte>.Shared.Rent(count * ElementSize);
        try
        {
            var decoded = bytes.AsSpan(0, count * ElementSize);
            Chunks.Codec.Pipeline.Decode(stored, decoded);
            return Parse(decoded, count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>
    /// Decodes a chunk whose decoded length is unknown. The buffer grows up to a limit that follows from the stored length and the number
    /// of strings, not from the content.
    /// </summary>
    private string[] DecodeGrowing(ReadOnlySpan<byte> stored, int count)
    {
        var pipeline = Chunks.Codec.Pipeline;
        byte[]? current = null;
        try
        {
            for (var i = pipeline.Codecs.Length - 1; i >= 0; i--)
            {
                if (pipeline.Codecs[i] is IPrefixCodec prefix)
                {
                    stored = stored[..prefix.DecodedPrefix(stored)];
                    continue;
                }
                (var next, var length) = Decode(pipeline.Codecs[i], stored, count);
                if (current is not null)
                    ArrayPool<byte>.Shared.Return(current);
                current = next;
                stored = next.AsSpan(0, length);
            }
            return Parse(stored, count);
        }
        finally
        {
            if (current is not null)
                ArrayPool<byte>.Shared.Return(current);
        }
    }

    private static (byte[] Bytes, int Length) Decode(IByteCodec codec, ReadOnlySpan<byte> stored, int count)
    {
        var bound = Math.Min(MaxBound, MinBound + (BytesPerText * count) + (MaxRatio * stored.Length));
        var room = Math.Min(bound, Math.Max(FirstRoom, 4L * stored.Length));
        while (true)
        {
            var bytes = ArrayPool<byte>.Shared.Rent((int)room);
            try
            {
                return (bytes, codec.Decode(stored, bytes.AsSpan(0, (int)room)));
            }
            catch (CodecException) when (room < bound)
            {
                ArrayPool<byte>.Shared.Return(bytes);
                room = Math.Min(bound, 8 * room);
            }
            catch
            {
                ArrayPool<byte>.Shared.Return(bytes);
                throw;
            }
        }
    }
}

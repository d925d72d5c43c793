using System.Buffers;
using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>A sequence of codecs. Writing applies them in order, and reading undoes them from the last to the first.</summary>
public sealed class CodecPipeline
{
    private const int MaximumCodecs = 32;

    /// <summary>Creates a pipeline of at most 32 codecs, the number of bits in an HDF5 filter mask.</summary>
    /// <exception cref="CodecException">There are more than 32 codecs.</exception>
    public CodecPipeline(ImmutableArray<IByteCodec> codecs)
    {
        Codecs = codecs.IsDefault ? [] : codecs;
        if (Codecs.Length > MaximumCodecs)
            throw new CodecException($"pipeline: {Codecs.Length} codecs, more than the {MaximumCodecs} possible");
    }

    /// <summary>The pipeline without codecs, which copies.</summary>
    public static CodecPipeline Empty { get; } = new([]);

    /// <summary>The codecs, in the order of writing.</summary>
    public ImmutableArray<IByteCodec> Codecs { get; }

    /// <summary>Whether all codecs can run on this machine.</summary>
    public bool IsAvailable => Codecs.All(codec => codec.IsAvailable);

    /// <summary>Upper bound, in bytes, of the encoded form of <paramref name="length"/> bytes.</summary>
    public long MaximumEncodedLength(long length)
    {
        // After a skipped step, the next step gets the longer input, so the result may exceed the skipped step's own bound.
        foreach (var codec in Codecs)
            length = Math.Max(length, codec.MaximumEncodedLength(length));
        return length;
    }

    /// <summary>Whether decoding into separate rows saves a copy, unless the first codec was not applied.</summary>
    public bool DecodesRows => !Codecs.IsEmpty && Codecs[0] is IRowCodec;

    /// <summary>Decodes bytes into exactly the length of the destination.</summary>
    /// <param name="encoded">The bytes as stored.</param>
    /// <param name="decoded">Receives the decoded bytes. Its contents are undefined after an exception.</param>
    /// <param name="skipMask">Bit i set: codec i was not applied to these bytes (the filter mask of an HDF5 chunk).</param>
    /// <exception cref="CodecException">The bytes are damaged or have an unexpected length, or a codec cannot run.</exception>
    public void Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded, uint skipMask = 0) =>
        Decode(encoded, new SpanRows<byte>(decoded, decoded.Length, decoded.Length, 1), skipMask);

    /// <summary>Decodes bytes into exactly the rows of the destination.</summary>
    /// <param name="encoded">The bytes as stored.</param>
    /// <param name="decoded">Receives the decoded bytes. Its contents are undefined after an exception.</param>
    /// <param name="skipMask">Bit i set: codec i was not applied to these bytes.</param>
    /// <exception cref="CodecException">The bytes are damaged or have an unexpected length, or a codec cannot run.</exception>
    public void Decode(ReadOnlySpan<byte> encoded, SpanRows<byte> decoded, uint skipMask = 0)
    {
        Span<long> bounds = stackalloc long[MaximumCodecs];
        var first = Bounds(decoded.TotalLength, skipMask, bounds);
        byte[]? current = null;
        byte[]? other = null;
        try
        {
            for (var i = Codecs.Length - 1; i > first; i--)
            {
                if (IsSkipped(skipMask, i))
                    continue;
                if (Codecs[i] is IPrefixCodec prefix)
                {
                    encoded = encoded[..prefix.DecodedPrefix(encoded)];
                    continue;
                }
                var target = Buffer(ref other, Codecs[i].Name, bounds[i]);
                var length = Codecs[i].Decode(encoded, target.AsSpan(0, (int)bounds[i]));
                encoded = target.AsSpan(0, length);
                (current, other) = (other, current);
            }
            DecodeLast(first, encoded, decoded, ref other);
        }
        finally
        {
            if (current is not null)
                ArrayPool<byte>.Shared.Return(current);
            if (other is not null)
                ArrayPool<byte>.Shared.Return(other);
        }
    }

    /// <summary>Undoes the codec that was applied first. Its number is -1 if no codec was applied.</summary>
    private void DecodeLast(int codec, ReadOnlySpan<byte> encoded, SpanRows<byte> decoded, ref byte[]? buffer)
    {
        if (codec >= 0 && decoded.Count > 1 && Codecs[codec] is IRowCodec rows)
        {
            rows.Decode(encoded, decoded);
        }
        else if (codec >= 0 && decoded.Count == 1)
        {
            CheckLength(decoded, Codecs[codec].Decode(encoded, decoded[0]));
        }
        else
        {
            if (codec >= 0)
            {
                var target = Buffer(ref buffer, Codecs[codec].Name, decoded.TotalLength).AsSpan(0, (int)decoded.TotalLength);
                encoded = target[..Codecs[codec].Decode(encoded, target)];
            }
            CheckLength(decoded, encoded.Length);
            decoded.CopyFrom(encoded);
        }
    }

    /// <summary>Appends the encoded form of some bytes.</summary>
    /// <param name="decoded">The bytes to encode.</param>
    /// <param name="destination">Receives the encoded bytes.</param>
    /// <returns>The mask of codecs that were skipped because their result was not shorter: bit i for codec i.</returns>
    /// <exception cref="CodecException">A codec cannot encode, or its library is missing.</exception>
    public uint Encode(ReadOnlySpan<byte> decoded, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        using var even = new EncodedBuffer();
        using var odd = new EncodedBuffer();
        var target = even;
        uint mask = 0;
        for (var i = 0; i < Codecs.Length; i++)
        {
            if (i == Codecs.Length - 1 && !Codecs[i].IsSkippedUnlessShorter)
            {
                Codecs[i].Encode(decoded, destination);
                return mask;
            }
            target.Clear();
            Codecs[i].Encode(decoded, target);
            if (Codecs[i].IsSkippedUnlessShorter && target.Written.Length >= decoded.Length)
            {
                mask |= 1u << i;
                continue;
            }
            decoded = target.Written;
            target = target == even ? odd : even;
        }
        destination.Write(decoded);
        return mask;
    }

    private static bool IsSkipped(uint mask, int codec) => (mask & (1u << codec)) != 0;

    /// <summary>Sets the largest decoded length for each codec that was applied. Returns the first such codec, or -1.</summary>
    private int Bounds(long length, uint skipMask, Span<long> bounds)
    {
        var first = -1;
        for (var i = 0; i < Codecs.Length; i++)
        {
            if (IsSkipped(skipMask, i))
                continue;
            if (first < 0)
                first = i;
            bounds[i] = length;
            length = Codecs[i].MaximumEncodedLength(length);
        }
        return first;
    }

    private static byte[] Buffer(ref byte[]? buffer, string codec, long length)
    {
        if (buffer is not null && buffer.Length >= length)
            return buffer;
        if (length > Array.MaxLength)
            throw CodecException.Decoding(codec, $"{length} bytes are more than one buffer holds ({Array.MaxLength})");
        if (buffer is not null)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = null;
        return buffer = ArrayPool<byte>.Shared.Rent((int)length);
    }

    private void CheckLength(SpanRows<byte> expected, int found)
    {
        if (found == expected.TotalLength)
            return;
        var codecs = Codecs.IsEmpty ? "no codecs" : string.Join(", ", Codecs.Select(codec => codec.Name));
        throw new CodecException($"pipeline ({codecs}) decode: {found} bytes came out; expected {expected.TotalLength}");
    }
}

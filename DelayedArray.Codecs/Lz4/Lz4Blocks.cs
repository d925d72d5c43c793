namespace DelayedArrays;

/// <summary>
/// Raw LZ4 blocks without framing, by liblz4, or by <see cref="Lz4Decoder"/> if that is faster. Source: the LZ4 block format description.
/// </summary>
internal static unsafe class Lz4Blocks
{
    /// <summary>The longest block that liblz4 accepts (LZ4_MAX_INPUT_SIZE), in bytes.</summary>
    public const int MaximumLength = 0x7E000000;

    /// <summary>The bound of LZ4_compressBound. Computing it here needs no library.</summary>
    public static long Bound(long length) => length + (length / 255) + 16;

    /// <summary>Decodes a block. Returns the number of bytes decoded, at most the length of the destination.</summary>
    public static int Decode(string codec, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        NativeLibraries.Lz4.Require(codec);
        int result;
        fixed (byte* from = source)
        fixed (byte* to = destination)
        {
            result = Lz4Decoder.IsPreferred(source.Length, destination.Length)
                ? Lz4Decoder.Decode(from, source.Length, to, destination.Length)
                : LibLz4.Decompress(from, to, source.Length, destination.Length);
        }
        if (result >= 0)
            return result;
        throw CodecException.Decoding(
            codec, $"an LZ4 block of {source.Length} bytes is damaged or holds more than the {destination.Length} bytes expected");
    }

    /// <summary>Encodes a block. Returns 0 if the result does not fit the destination.</summary>
    public static int Encode(string codec, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        NativeLibraries.Lz4.Require(codec);
        if (source.Length > MaximumLength)
            throw CodecException.Encoding(codec, $"a block of {source.Length} bytes exceeds the {MaximumLength} of LZ4");
        fixed (byte* from = source)
        fixed (byte* to = destination)
            return LibLz4.Compress(from, to, source.Length, destination.Length);
    }
}

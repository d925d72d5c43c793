using System.Buffers;

namespace DelayedArrays;

/// <summary>The wording of codec errors: which codec, in which direction, what is wrong.</summary>
internal static class CodecFailure
{
    public static CodecException Decoding(string codec, string problem) => new($"{codec} decode: {problem}");

    public static CodecException Encoding(string codec, string problem) => new($"{codec} encode: {problem}");

    public static CodecException Truncated(string codec, string what, long needed, long found) =>
        Decoding(codec, $"the data end inside {what}: {needed} bytes needed, {found} found");

    public static CodecException TooLong(string codec, long expected, long found) =>
        Decoding(codec, $"the data hold {found} bytes, where {expected} are expected");

    /// <summary>Room for an encoder's output; refuses what no array can hold.</summary>
    public static Span<byte> Room(this IBufferWriter<byte> destination, string codec, long length) =>
        length <= Array.MaxLength
            ? destination.GetSpan((int)Math.Max(length, 1))
            : throw Encoding(codec, $"the result may take {length} bytes, more than one buffer holds ({Array.MaxLength})");
}

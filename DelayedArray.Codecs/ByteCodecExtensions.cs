using System.Buffers;

namespace DelayedArrays;

/// <summary>Helpers for encoders.</summary>
public static class ByteCodecExtensions
{
    /// <summary>Gets memory for an encoder's output.</summary>
    /// <param name="destination">Receives the output.</param>
    /// <param name="codec">Name of the codec, for the message.</param>
    /// <param name="length">The most bytes that the output may take.</param>
    /// <exception cref="CodecException">The length exceeds that of the largest possible buffer.</exception>
    public static Span<byte> Room(this IBufferWriter<byte> destination, string codec, long length)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return length <= Array.MaxLength
            ? destination.GetSpan((int)Math.Max(length, 1))
            : throw CodecException.Encoding(codec, $"the result may take {length} bytes, more than one buffer holds ({Array.MaxLength})");
    }
}

using System.Buffers;

namespace DelayedArrays;

/// <summary>What encoders share.</summary>
public static class ByteCodecExtensions
{
    /// <summary>Room for an encoder's output.</summary>
    /// <param name="destination">Where the output goes.</param>
    /// <param name="codec">Name of the codec, for the message.</param>
    /// <param name="length">Bytes that the output may take.</param>
    /// <exception cref="CodecException">No buffer holds so much.</exception>
    public static Span<byte> Room(this IBufferWriter<byte> destination, string codec, long length)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return length <= Array.MaxLength
            ? destination.GetSpan((int)Math.Max(length, 1))
            : throw CodecException.Encoding(codec, $"the result may take {length} bytes, more than one buffer holds ({Array.MaxLength})");
    }
}

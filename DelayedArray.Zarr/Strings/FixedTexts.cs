using System.Buffers.Binary;
using System.Text;

namespace DelayedArrays.Zarr;

/// <summary>Strings of fixed length, padded with zeros. They are bytes, read as UTF-8, or UTF-32.</summary>
/// <param name="stride">Bytes from the start of one string to the start of the next.</param>
/// <param name="offset">Where the first string starts.</param>
/// <param name="size">Bytes of each string.</param>
/// <param name="isUtf32">Whether the strings are UTF-32.</param>
/// <param name="isBigEndian">The byte order of UTF-32.</param>
internal sealed class FixedTexts(int stride, int offset, int size, bool isUtf32, bool isBigEndian)
{
    public string[] Parse(ReadOnlySpan<byte> bytes, int count)
    {
        if (bytes.Length != (long)count * stride)
            throw CodecException.Decoding("texts", $"{bytes.Length} bytes came out; expected {(long)count * stride}");
        var texts = new string[count];
        var builder = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var text = bytes.Slice((i * stride) + offset, size);
            texts[i] = isUtf32 ? Utf32(text, builder.Clear()) : Encoding.UTF8.GetString(text.TrimEnd((byte)0));
        }
        return texts;
    }

    private string Utf32(ReadOnlySpan<byte> text, StringBuilder builder)
    {
        var zeros = 0;
        for (var i = 0; i < text.Length; i += sizeof(uint))
        {
            var point = isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(text[i..]) : BinaryPrimitives.ReadUInt32LittleEndian(text[i..]);
            if (point == 0)
            {
                zeros++;
                continue;
            }
            builder.Append('\0', zeros);
            zeros = 0;
            builder.Append(Rune.TryCreate(point, out var rune) ? rune : Rune.ReplacementChar);
        }
        return builder.ToString();
    }
}

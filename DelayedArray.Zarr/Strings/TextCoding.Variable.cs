using System.Buffers.Binary;
using System.Text;

namespace DelayedArrays.Zarr;

// Strings of variable length: a count of 4 bytes, then for each string a length of 4 bytes and its bytes, all little-endian. Source:
// numcodecs' vlen-utf8 and vlen-bytes.
internal sealed partial record TextCoding
{
    private const string Name = "vlen-utf8";

    private static string[] ParseVariable(ReadOnlySpan<byte> bytes, int count)
    {
        if (bytes.Length < sizeof(uint))
            throw CodecException.Truncated(Name, "the number of texts", sizeof(uint), bytes.Length);
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (stated != (uint)count)
            throw CodecException.Decoding(Name, $"the chunk states {stated} texts; expected {count}");
        if (bytes.Length < sizeof(uint) * (1L + count))
            throw CodecException.Truncated(Name, "the lengths of texts", sizeof(uint) * (1L + count), bytes.Length);
        var texts = new string[count];
        bytes = bytes[sizeof(uint)..];
        for (var i = 0; i < count; i++)
        {
            var length = bytes.Length < sizeof(uint) ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            if (length > (uint)Math.Max(bytes.Length - sizeof(uint), 0))
                throw CodecException.Truncated(Name, $"text {i}", length, Math.Max(bytes.Length - sizeof(uint), 0));
            texts[i] = length == 0 ? "" : Encoding.UTF8.GetString(bytes.Slice(sizeof(uint), (int)length));
            bytes = bytes[(sizeof(uint) + (int)length)..];
        }
        return texts;
    }
}

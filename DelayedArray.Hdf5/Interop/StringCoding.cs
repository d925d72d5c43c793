using System.Runtime.InteropServices;
using System.Text;

namespace DelayedArrays;

/// <summary>Turns strings into bytes as HDF5 stores them, and back.</summary>
internal static unsafe class StringCoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Strings of fixed length that lie one behind the other.</summary>
    public static string[] DecodeFixed(ReadOnlySpan<byte> bytes, Hdf5DataType type)
    {
        var values = new string[bytes.Length / type.Size];
        for (var k = 0; k < values.Length; k++)
            values[k] = Decode(Unpad(bytes.Slice(k * type.Size, type.Size), type.StringPadding));
        return values;
    }

    /// <summary>Strings behind pointers; a null pointer is an empty string.</summary>
    public static string[] DecodePointers(ReadOnlySpan<nint> pointers)
    {
        var values = new string[pointers.Length];
        for (var k = 0; k < values.Length; k++)
            values[k] = pointers[k] == 0 ? "" : Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)pointers[k]));
        return values;
    }

    /// <summary>Strings of fixed length, padded.</summary>
    /// <exception cref="ArgumentException">A string does not fit.</exception>
    public static byte[] EncodeFixed(ReadOnlySpan<string> values, Hdf5DataType type)
    {
        var bytes = new byte[checked(values.Length * type.Size)];
        if (type.StringPadding == Hdf5StringPadding.SpacePadded) bytes.AsSpan().Fill((byte)' ');
        var room = type.StringPadding == Hdf5StringPadding.NullTerminated ? type.Size - 1 : type.Size;
        for (var k = 0; k < values.Length; k++)
        {
            var size = Encoding.UTF8.GetByteCount(values[k]);
            if (size > room)
                throw new ArgumentException($"String {k} has {size} bytes in UTF-8; the type has room for {room}.", nameof(values));
            Encoding.UTF8.GetBytes(values[k], bytes.AsSpan(k * type.Size, size));
        }

        return bytes;
    }

    /// <summary>All strings with a zero byte behind each, and where each starts.</summary>
    /// <exception cref="ArgumentException">A string contains a zero character.</exception>
    public static (byte[] Bytes, int[] Starts) EncodeTerminated(ReadOnlySpan<string> values)
    {
        var starts = new int[values.Length];
        var total = 0;
        for (var k = 0; k < values.Length; k++)
        {
            if (values[k].Contains('\0', StringComparison.Ordinal))
                throw new ArgumentException($"String {k} contains a zero character, which HDF5 takes for its end.", nameof(values));
            starts[k] = total;
            total = checked(total + Encoding.UTF8.GetByteCount(values[k]) + 1);
        }

        var bytes = new byte[total];
        for (var k = 0; k < values.Length; k++)
            Encoding.UTF8.GetBytes(values[k], bytes.AsSpan(starts[k]));
        return (bytes, starts);
    }

    private static ReadOnlySpan<byte> Unpad(ReadOnlySpan<byte> bytes, Hdf5StringPadding padding)
    {
        if (padding == Hdf5StringPadding.SpacePadded) return bytes.TrimEnd((byte)' ');
        if (padding == Hdf5StringPadding.NullPadded) return bytes.TrimEnd((byte)0);
        var end = bytes.IndexOf((byte)0);
        return end < 0 ? bytes : bytes[..end];
    }

    // Files hold Latin-1 under either declared encoding; what is no UTF-8 is taken for that.
    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}

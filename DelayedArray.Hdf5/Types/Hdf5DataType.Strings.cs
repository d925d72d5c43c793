using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace DelayedArrays;

public sealed unsafe partial record Hdf5DataType
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes consecutive strings of this fixed-length type.</summary>
    internal string[] DecodeFixed(ReadOnlySpan<byte> bytes)
    {
        var values = new string[bytes.Length / Size];
        for (var k = 0; k < values.Length; k++)
            values[k] = Decode(Unpad(bytes.Slice(k * Size, Size), StringPadding));
        return values;
    }

    /// <summary>Decodes the strings that pointers lead to. A null pointer is an empty string.</summary>
    internal static string[] DecodePointers(ReadOnlySpan<nint> pointers)
    {
        var values = new string[pointers.Length];
        for (var k = 0; k < values.Length; k++)
            values[k] = pointers[k] == 0 ? "" : Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)pointers[k]));
        return values;
    }

    /// <summary>Encodes and pads strings of this fixed-length type.</summary>
    /// <exception cref="ArgumentException">A string does not fit.</exception>
    internal byte[] EncodeFixed(ReadOnlySpan<string> values)
    {
        var bytes = new byte[checked(values.Length * Size)];
        if (StringPadding == Hdf5StringPadding.SpacePadded)
            bytes.AsSpan().Fill((byte)' ');
        var room = StringPadding == Hdf5StringPadding.NullTerminated ? Size - 1 : Size;
        for (var k = 0; k < values.Length; k++)
        {
            var size = Encoding.UTF8.GetByteCount(values[k]);
            if (size > room)
                throw new ArgumentException($"String {k} has {size} bytes in UTF-8; the type has room for {room}.", nameof(values));
            Encoding.UTF8.GetBytes(values[k], bytes.AsSpan(k * Size, size));
        }
        return bytes;
    }

    /// <summary>Encodes strings, each followed by a zero byte, and gives the address of each. The bytes do not move; keep them alive.</summary>
    /// <exception cref="ArgumentException">A string contains a zero character.</exception>
    internal static (byte[] Bytes, nint[] Addresses) EncodeTerminated(ReadOnlySpan<string> values)
    {
        var total = 0;
        for (var k = 0; k < values.Length; k++)
        {
            if (values[k].Contains('\0', StringComparison.Ordinal))
                throw new ArgumentException($"String {k} contains a zero character, which HDF5 takes for its end.", nameof(values));
            total = checked(total + Encoding.UTF8.GetByteCount(values[k]) + 1);
        }
        var bytes = GC.AllocateArray<byte>(total, pinned: true);
        var addresses = new nint[values.Length];
        var start = 0;
        for (var k = 0; k < values.Length; k++)
        {
            addresses[k] = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(bytes)) + start;
            start += Encoding.UTF8.GetBytes(values[k], bytes.AsSpan(start)) + 1;
        }
        return (bytes, addresses);
    }

    private static ReadOnlySpan<byte> Unpad(ReadOnlySpan<byte> bytes, Hdf5StringPadding padding)
    {
        if (padding == Hdf5StringPadding.SpacePadded)
            return bytes.TrimEnd((byte)' ');
        if (padding == Hdf5StringPadding.NullPadded)
            return bytes.TrimEnd((byte)0);
        var end = bytes.IndexOf((byte)0);
        return end < 0 ? bytes : bytes[..end];
    }

    // Files contain Latin-1 text under either declared encoding, so bytes that are not UTF-8 are read as Latin-1.
    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}

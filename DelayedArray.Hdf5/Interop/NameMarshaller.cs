using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace DelayedArrays.Hdf5;

/// <summary>Passes names to the library as the bytes they stand for; see <see cref="EscapedName"/>.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedIn, typeof(NameMarshaller))]
internal static unsafe class NameMarshaller
{
    /// <exception cref="ArgumentException">The name contains a zero byte.</exception>
    public static byte* ConvertToUnmanaged(string name)
    {
        var bytes = EscapedName.ToBytes(name);
        if (bytes.AsSpan().Contains((byte)0))
            throw new ArgumentException($"the name '{name.Replace("\0", @"\x00", StringComparison.Ordinal)}' contains a zero byte, which HDF5 takes for its end", nameof(name));
        var copy = (byte*)NativeMemory.Alloc((nuint)bytes.Length + 1);
        bytes.CopyTo(new Span<byte>(copy, bytes.Length));
        copy[bytes.Length] = 0;
        return copy;
    }

    public static void Free(byte* name) => NativeMemory.Free(name);

    /// <summary>The text of a native name; empty for null.</summary>
    public static string Text(byte* name) =>
        name is null ? "" : EscapedName.FromBytes(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
}

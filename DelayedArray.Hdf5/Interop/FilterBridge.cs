using System.Buffers;
using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>Lets the library call filters written in .NET, so that its own reads and writes understand them.</summary>
internal static unsafe partial class FilterBridge
{
    // The library keeps pointers to all of these for good.
    private static readonly List<Delegate> Kept = [];

    [ThreadStatic]
    private static Exception? _error;

    /// <summary>What the last filter on this thread threw, once.</summary>
    public static Exception? TakeError()
    {
        var error = _error;
        _error = null;
        return error;
    }

    /// <summary>Whether the library has a filter: built in, as a plugin, or registered before. The gate is held.</summary>
    public static bool IsAvailable(int id) => FilterAvailable(id) > 0;

    /// <summary>Registers a filter, unless the library has it. The gate is held.</summary>
    /// <exception cref="InvalidOperationException">The library refuses.</exception>
    public static void Register(int id, string name, Hdf5FilterFunction decode, Hdf5FilterFunction? encode)
    {
        if (IsAvailable(id))
            return;
        nuint Call(uint flags, nuint count, uint* values, nuint size, nuint* capacity, void** buffer)
        {
            const uint Reverse = 0x100;
            return Apply((flags & Reverse) != 0 ? decode : encode, new(values, (int)count), (int)size, capacity, buffer);
        }
        FilterCall call = Call;
        var record = new FilterRecord
        {
            Version = 1,
            Id = id,
            HasEncoder = encode is null ? 0u : 1u,
            HasDecoder = 1,
            Name = Marshal.StringToCoTaskMemUTF8(name),
            Call = Marshal.GetFunctionPointerForDelegate(call),
        };
        Kept.Add(call);
        if (RegisterFilter(&record) < 0)
            throw new InvalidOperationException($"The HDF5 library does not accept the filter {id} {name}.");
    }

    private static nuint Apply(
        Hdf5FilterFunction? function, ReadOnlySpan<uint> values, int size, nuint* capacity, void** buffer)
    {
        try
        {
            if (function is null)
                return 0;
            var output = new ArrayBufferWriter<byte>(Math.Max(size, 256));
            function(new ReadOnlySpan<byte>(*buffer, size), values, output);
            var written = output.WrittenSpan;
            if (written.IsEmpty)
                return 0;
            var memory = Allocate((nuint)written.Length, clear: false);
            if (memory is null)
                return 0;
            written.CopyTo(new Span<byte>(memory, written.Length));
            _ = H5T.FreeMemory((nint)(*buffer));
            *buffer = memory;
            *capacity = (nuint)written.Length;
            return (nuint)written.Length;
        }
#pragma warning disable CA1031 // An exception must not pass through the library: it becomes the cause of the failed call.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _error = error;
            return 0;
        }
    }

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Zregister")]
    private static partial int RegisterFilter(FilterRecord* record);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Zfilter_avail")]
    private static partial int FilterAvailable(int id);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5allocate_memory")]
    private static partial void* Allocate(nuint size, [MarshalAs(UnmanagedType.U1)] bool clear);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nuint FilterCall(uint flags, nuint count, uint* values, nuint size, nuint* capacity, void** buffer);

    [StructLayout(LayoutKind.Sequential)]
    private struct FilterRecord
    {
        public int Version;
        public int Id;
        public uint HasEncoder;
        public uint HasDecoder;
        public nint Name;
        public nint CanApply;
        public nint SetLocal;
        public nint Call;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>The error stack of the calling thread.</summary>
internal static unsafe partial class H5E
{
    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Eset_auto2")]
    private static partial int SetAutomatic(long stack, void* function, void* state);

    [LibraryImport(Hdf5Library.Name, EntryPoint = "H5Ewalk2")]
    private static partial int Walk(
        long stack, int direction, delegate* unmanaged[Cdecl]<uint, ErrorRecord*, void*, int> visit, void* state);

    /// <summary>Stops the library from printing this thread's errors to standard error.</summary>
    public static void Silence() => _ = SetAutomatic(0, null, null);

    /// <summary>The library's descriptions of the last failed call on this thread, innermost cause first.</summary>
    public static List<string> Descriptions()
    {
        var found = new List<string>();
        var state = GCHandle.Alloc(found);
        try
        {
            const int Upward = 0;
            _ = Walk(0, Upward, &Collect, (void*)GCHandle.ToIntPtr(state));
        }
        finally
        {
            state.Free();
        }
        return found;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Collect(uint index, ErrorRecord* error, void* state)
    {
        var text = Marshal.PtrToStringUTF8((nint)error->Description);
        if (!string.IsNullOrWhiteSpace(text))
            ((List<string>)GCHandle.FromIntPtr((nint)state).Target!).Add(text.Trim());
        return 0;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ErrorRecord
    {
        public long Class;
        public long Major;
        public long Minor;
        public uint Line;
        public byte* Function;
        public byte* File;
        public byte* Description;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>Collects the names that the library reports one by one while it iterates over links or attributes.</summary>
internal sealed unsafe class NameList : IDisposable
{
    private readonly List<string> _names = [];
    private GCHandle _state;

    public NameList() => _state = GCHandle.Alloc(_names);

    /// <summary>The function that the library calls for each name.</summary>
    public static delegate* unmanaged[Cdecl]<long, byte*, byte*, void*, int> Callback => &Add;

    /// <summary>The names reported so far.</summary>
    public List<string> Names => _names;

    /// <summary>The argument that the library passes to the function.</summary>
    public void* State => (void*)GCHandle.ToIntPtr(_state);

    /// <summary>Stops collecting. The names stay.</summary>
    public void Dispose() => _state.Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Add(long location, byte* name, byte* info, void* state)
    {
        ((List<string>)GCHandle.FromIntPtr((nint)state).Target!).Add(NameMarshaller.Text(name));
        return 0;
    }
}

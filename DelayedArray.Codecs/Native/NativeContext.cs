using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Owns one context of a native library. The finalizer frees it after the thread that cached it has ended.</summary>
internal sealed class NativeContext : SafeHandle
{
    private readonly Action<nint> _free;

    public NativeContext(string codec, nint context, Action<nint> free)
        : base(0, ownsHandle: true)
    {
        _free = free;
        if (context == 0)
            throw new CodecException($"{codec}: the native library could not allocate its working memory");
        SetHandle(context);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The native pointer. The thread-static field that holds this object keeps it alive during calls.</summary>
    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        _free(handle);
        return true;
    }
}

using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>Owns an identifier of the HDF5 library, of any kind, and releases it.</summary>
internal sealed class Hdf5Id : SafeHandle
{
    /// <summary>Passed as a property list it means the default; passed as a dataspace it means all elements.</summary>
    public static readonly Hdf5Id Default = new(0, owns: false);

    private Hdf5Id(long value, bool owns) : base(-1, owns) => SetHandle((nint)value);

    /// <inheritdoc/>
    public override bool IsInvalid => handle <= 0;

    /// <summary>The number itself, for calls through function pointers. Keep this object alive during such calls.</summary>
    public long Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return handle;
        }
    }

    public static Hdf5Id Own(long value) => new(value, owns: true);

    public static Hdf5Id Borrow(long value) => new(value, owns: false);

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        // Closing the file may already have released it. The library never reuses ids, so the call then fails harmlessly.
        using var gate = Hdf5Library.Enter();
        _ = H5I.Release(handle);
        return true;
    }
}

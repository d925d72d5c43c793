#pragma warning disable CA1031 // No exception may pass through the library: it becomes the cause of the failed call.

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>
/// The driver that lets the library read and write files through <see cref="DriverFile"/>. Every callback runs under the gate.
/// </summary>
internal static unsafe partial class H5FD
{
    private const ulong Undefined = ulong.MaxValue;

    // The library's own fields end here. A handle to the DriverFile follows, and then the system's number for the open file. The library
    // gets a pointer to that number.
    private const int OwnFields = 256;
    private const int DescriptorAt = OwnFields + 8;
    private const int Size = OwnFields + 16;

    // AGGREGATE_METADATA, ACCUMULATE_METADATA (writing, reading), DATA_SIEVE, AGGREGATE_SMALLDATA, DEFAULT_VFD_COMPATIBLE.
    private const uint Features = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x8000;

    // POSIX_COMPAT_HANDLE: the library resolves a symbolic link at the end of a path, so that relative links to other files start at the
    // target's folder.
    private const uint HasDescriptor = 0x80;

    private static readonly ConcurrentDictionary<nint, DriverFile> OpenFiles = new();
    private static long _driver = -1;
    private static bool _isKnown;

    [ThreadStatic]
    private static DriverFile? _next;

    [ThreadStatic]
    private static EditedFile? _editing;

    /// <summary>Whether the library accepts our driver. It does not if its driver layout is unknown.</summary>
    /// <param name="path">Path of any HDF5 file, which serves to find out.</param>
    public static bool IsAvailable(string path)
    {
        if (!_isKnown)
            Register(path);
        return _driver >= 0;
    }

    /// <summary>
    /// States which changing file this thread works on from now on, if any. Files that the library opens by itself to follow links are
    /// recorded with it.
    /// </summary>
    public static void WorkOn(EditedFile? file) => _editing = file;

    /// <summary>Opens a file with our driver.</summary>
    /// <param name="path">The path under which the library knows it.</param>
    /// <param name="file">The file.</param>
    /// <param name="flags">The library's flags for opening.</param>
    /// <param name="access">The access list, to which the driver is added.</param>
    /// <returns>The identifier, or a negative number.</returns>
    public static long Open(string path, DriverFile file, uint flags, Hdf5Id access)
    {
        _ = DriverFile.TakeError();
        if (SetDriver(access, _driver, null) < 0)
            return -1;
        _next = file;
        try
        {
            return H5F.Open(path, flags, access);
        }
        finally
        {
            _next = null;
        }
    }

    /// <summary>The file that holds an object; null if the library opened it with its own driver.</summary>
    public static DriverFile? FileOf(Hdf5Id id)
    {
        var file = FileIdOf(id);
        if (file < 0)
            return null;
        using var owned = Hdf5Id.Own(file);
        nint handle = 0;
        return HandleOf(owned, Hdf5Id.Default, &handle) >= 0 ? OpenFiles.GetValueOrDefault(handle) : null;
    }

    private static void Register(string path)
    {
        if (DriverLayout.Of(Hdf5Library.Version) is not { } layout || !BitConverter.IsLittleEndian)
        {
            _isKnown = true;
            return;
        }
        // The class of the library's default driver shows whether the layout is as expected.
        var sample = OpenSample(path, 0, 0, Undefined);
        if (sample is null)
            return;
        _isKnown = true;
        var fits = layout.Fits(((byte**)sample)[1]);
        _ = CloseSample(sample);
        if (fits)
            _driver = RegisterClass(layout.Build(Callbacks()));
    }

    private static DriverCallbacks Callbacks() => new()
    {
        Open = (nint)(delegate* unmanaged[Cdecl]<byte*, uint, long, ulong, byte*>)&OnOpen,
        Close = (nint)(delegate* unmanaged[Cdecl]<byte*, int>)&OnClose,
        Compare = (nint)(delegate* unmanaged[Cdecl]<byte*, byte*, int>)&OnCompare,
        Query = (nint)(delegate* unmanaged[Cdecl]<byte*, CULong*, int>)&OnQuery,
        GetAllocated = (nint)(delegate* unmanaged[Cdecl]<byte*, int, ulong>)&OnGetAllocated,
        SetAllocated = (nint)(delegate* unmanaged[Cdecl]<byte*, int, ulong, int>)&OnSetAllocated,
        GetLength = (nint)(delegate* unmanaged[Cdecl]<byte*, int, ulong>)&OnGetLength,
        GetHandle = (nint)(delegate* unmanaged[Cdecl]<byte*, long, void**, int>)&OnGetHandle,
        Read = (nint)(delegate* unmanaged[Cdecl]<byte*, int, long, ulong, nuint, byte*, int>)&OnRead,
        Write = (nint)(delegate* unmanaged[Cdecl]<byte*, int, long, ulong, nuint, byte*, int>)&OnWrite,
    };

    private static DriverFile FileAt(byte* file) => (DriverFile)GCHandle.FromIntPtr(*(nint*)(file + OwnFields)).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte* OnOpen(byte* name, uint flags, long access, ulong maximum)
    {
        try
        {
            // If no file was given, the library is following a link out of a file of ours.
            var file = _next ?? LinkedFile.Open(Marshal.PtrToStringUTF8((nint)name)!, (flags & H5F.ReadWrite) != 0, _editing);
            _next = null;
            return New(file);
        }
        catch (Exception error)
        {
            DriverFile.KeepError(error);
            return null;
        }
    }

    private static byte* New(DriverFile file)
    {
        var memory = (byte*)NativeMemory.AllocZeroed(Size);
        *(nint*)(memory + OwnFields) = GCHandle.ToIntPtr(GCHandle.Alloc(file));
        *(int*)(memory + DescriptorAt) = file.Descriptor;
        OpenFiles[(nint)(memory + DescriptorAt)] = file;
        return memory;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnClose(byte* file)
    {
        var handle = GCHandle.FromIntPtr(*(nint*)(file + OwnFields));
        var closed = (DriverFile)handle.Target!;
        OpenFiles.TryRemove((nint)(file + DescriptorAt), out _);
        handle.Free();
        NativeMemory.Free(file);
        try
        {
            closed.Close();
            return 0;
        }
        catch (Exception error)
        {
            return Failed(error);
        }
    }

    // Each opening counts as a separate file, because each may show another state.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnCompare(byte* one, byte* other) => one < other ? -1 : one > other ? 1 : 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnQuery(byte* file, CULong* features)
    {
        *features = new CULong(OperatingSystem.IsWindows() ? Features : Features | HasDescriptor);
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static ulong OnGetAllocated(byte* file, int kind) => (ulong)FileAt(file).AllocatedEnd;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnSetAllocated(byte* file, int kind, ulong end)
    {
        if (end > long.MaxValue)
            return -1;
        FileAt(file).AllocatedEnd = (long)end;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static ulong OnGetLength(byte* file, int kind)
    {
        try
        {
            return (ulong)FileAt(file).Length;
        }
        catch (Exception error)
        {
            _ = Failed(error);
            return Undefined;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnGetHandle(byte* file, long access, void** handle)
    {
        *handle = file + DescriptorAt;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnRead(byte* file, int kind, long transfer, ulong at, nuint size, byte* buffer) =>
        Transfer(FileAt(file), at, size, buffer, write: false);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnWrite(byte* file, int kind, long transfer, ulong at, nuint size, byte* buffer) =>
        Transfer(FileAt(file), at, size, buffer, write: true);

    private static int Transfer(DriverFile file, ulong at, nuint size, byte* buffer, bool write)
    {
        try
        {
            for (nuint done = 0; done < size;)
            {
                var count = (int)Math.Min(size - done, 1 << 30);
                var bytes = new Span<byte>(buffer + done, count);
                if (write)
                    file.Write(checked((long)at + (long)done), bytes);
                else
                    file.Read(checked((long)at + (long)done), bytes);
                done += (nuint)count;
            }
            return 0;
        }
        catch (Exception error)
        {
            return Failed(error);
        }
    }

    private static int Failed(Exception error)
    {
        DriverFile.KeepError(error);
        return -1;
    }
}

using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>
/// The layout of a driver's class (<c>H5FD_class_t</c>, in H5FDpublic.h up to 1.12 and in H5FDdevelop.h from 1.13 on) in a release of the
/// library, counted in words of eight bytes.
/// </summary>
internal sealed unsafe class DriverLayout
{
    // These fields follow the name: maxaddr, fc_degree, terminate, sb_size, sb_encode, sb_decode, fapl_size, fapl_get, fapl_copy,
    // fapl_free, dxpl_size, dxpl_copy, dxpl_free, and then open.
    private const int NameToMaximum = 1;
    private const int NameToDegree = 2;
    private const int NameToOpen = 14;

    // H5FD_MEM_NTYPES numbers tell which kinds of content share free space: here raw data and metadata, as in the default driver.
    private static readonly int[] Kinds = [1, 1, 1, 3, 3, 1, 1];

    private readonly bool _hasVersion;
    private readonly int _name;
    private readonly int _kindsAt;

    /// <param name="hasVersion">Whether the class starts with its version and number.</param>
    /// <param name="afterWrite">The number of functions that follow write.</param>
    private DriverLayout(bool hasVersion, int afterWrite)
    {
        _hasVersion = hasVersion;
        _name = hasVersion ? 1 : 0;
        _kindsAt = Write + 1 + afterWrite;
    }

    private int Open => _name + NameToOpen;

    private int Close => Open + 1;

    private int Compare => Open + 2;

    private int Query => Open + 3;

    // These fields come before it: get_type_map, alloc, free.
    private int GetAllocated => Open + 7;

    private int SetAllocated => Open + 8;

    private int GetLength => Open + 9;

    private int GetHandle => Open + 10;

    private int Read => Open + 11;

    private int Write => Open + 12;

    /// <summary>The layout that a release should have; null if it is not known.</summary>
    public static DriverLayout? Of(Version version) => version switch
    {
        // These fields follow: flush, truncate, lock, unlock.
        { Major: 1, Minor: 10 or 12 } => new(hasVersion: false, 4),
        // These fields follow: read_vector, write_vector, read_selection, write_selection, flush, truncate, lock, unlock, del, ctl.
        { Major: 1, Minor: 14 } or { Major: 2, Minor: 0 or 1 } => new(hasVersion: true, 10),
        _ => null,
    };

    /// <summary>Whether the class of the library's default driver has this layout.</summary>
    public bool Fits(byte* driver)
    {
        var words = (nint*)driver;
        if (_hasVersion && *(uint*)driver != 1)
            return false;
        // Words are followed as pointers only once they are known to be pointers.
        if ((ulong)words[_name] < 4096 || words[_name + NameToMaximum] <= 0 || (ulong)words[_name + NameToDegree] > 3)
            return false;
        foreach (var at in (ReadOnlySpan<int>)[Open, Close, Compare, Query, GetAllocated, SetAllocated, GetLength, GetHandle, Read, Write])
        {
            if ((ulong)words[at] < 4096)
                return false;
        }
        return new ReadOnlySpan<int>((int*)(words + _kindsAt), Kinds.Length).SequenceEqual(Kinds)
            && string.Equals(Marshal.PtrToStringUTF8(words[_name]), "sec2", StringComparison.Ordinal);
    }

    /// <summary>Builds a class. It is never freed, because the library keeps its name.</summary>
    public byte* Build(DriverCallbacks functions)
    {
        var driver = (byte*)NativeMemory.AllocZeroed(64, (nuint)sizeof(nint));
        var words = (nint*)driver;
        if (_hasVersion)
        {
            // The version of the layout, and a number from the range reserved for experiments (up to 511).
            ((uint*)driver)[0] = 1;
            ((int*)driver)[1] = 509;
        }
        words[_name] = Marshal.StringToCoTaskMemUTF8("delayedarray");
        words[_name + NameToMaximum] = nint.MaxValue;
        // H5F_CLOSE_WEAK.
        words[_name + NameToDegree] = 1;
        (words[Open], words[Close], words[Compare], words[Query]) = (functions.Open, functions.Close, functions.Compare, functions.Query);
        (words[GetAllocated], words[SetAllocated], words[GetLength]) = (functions.GetAllocated, functions.SetAllocated, functions.GetLength);
        (words[GetHandle], words[Read], words[Write]) = (functions.GetHandle, functions.Read, functions.Write);
        Kinds.CopyTo(new Span<int>((int*)(words + _kindsAt), Kinds.Length));
        return driver;
    }
}

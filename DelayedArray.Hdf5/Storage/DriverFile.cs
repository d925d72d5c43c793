namespace DelayedArrays.Hdf5;

/// <summary>A file that the HDF5 library accesses through our driver. All calls come under the library's gate.</summary>
internal abstract class DriverFile
{
    [ThreadStatic]
    private static Exception? _error;

    /// <summary>Path of the file.</summary>
    public abstract string Path { get; }

    /// <summary>The system's number for the open file.</summary>
    public abstract int Descriptor { get; }

    /// <summary>The length of the file in bytes, as the library sees it.</summary>
    public abstract long Length { get; }

    /// <summary>The end of the space that the library has allocated.</summary>
    public long AllocatedEnd { get; set; }

    /// <summary>Takes the last exception that a file raised on this thread, and forgets it.</summary>
    public static Exception? TakeError()
    {
        var error = _error;
        _error = null;
        return error;
    }

    /// <summary>Keeps an exception, which must not pass through the library.</summary>
    public static void KeepError(Exception error) => _error = error;

    /// <summary>Reads bytes.</summary>
    /// <exception cref="IOException">The bytes cannot be read.</exception>
    public abstract void Read(long at, Span<byte> destination);

    /// <summary>Writes bytes.</summary>
    /// <exception cref="IOException">The bytes cannot be written.</exception>
    public abstract void Write(long at, ReadOnlySpan<byte> bytes);

    /// <summary>Called when the library has closed the file.</summary>
    public abstract void Close();
}

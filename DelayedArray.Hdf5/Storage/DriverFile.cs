namespace DelayedArrays;

/// <summary>A file as the HDF5 library sees it through a driver of this library. Called under the library's gate.</summary>
internal abstract class DriverFile
{
    [ThreadStatic]
    private static Exception? _error;

    /// <summary>The file itself.</summary>
    public abstract string Path { get; }

    /// <summary>The system's number for the open file.</summary>
    public abstract int Descriptor { get; }

    /// <summary>Bytes of the file, as the library is to see it.</summary>
    public abstract long Length { get; }

    /// <summary>Where the space ends that the library has given out.</summary>
    public long AllocatedEnd { get; set; }

    /// <summary>What a file threw on this thread, once.</summary>
    public static Exception? TakeError()
    {
        var error = _error;
        _error = null;
        return error;
    }

    /// <summary>Keeps what must not pass through the library.</summary>
    public static void KeepError(Exception error) => _error = error;

    /// <summary>Reads bytes.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public abstract void Read(long at, Span<byte> destination);

    /// <summary>Writes bytes.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public abstract void Write(long at, ReadOnlySpan<byte> bytes);

    /// <summary>The library has closed the file.</summary>
    public abstract void Close();
}

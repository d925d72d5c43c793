using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>A temporary file, made when first written to, that does not outlive its process, not even one that is killed.</summary>
internal sealed class SpillFile(string beside) : IDisposable
{
    private readonly Lock _gate = new();
    private SafeFileHandle? _handle;
    private long _length;

    /// <summary>Appends bytes.</summary>
    /// <returns>Where they are.</returns>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        SafeFileHandle handle;
        long start;
        lock (_gate)
        {
            handle = _handle ??= Create(beside);
            start = _length;
            _length += bytes.Length;
        }
        RandomAccess.Write(handle, bytes, start);
        return start;
    }

    /// <summary>Reads bytes that were appended.</summary>
    public void Read(long start, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = RandomAccess.Read(_handle!, bytes, start);
            if (count == 0)
                throw new EndOfStreamException($"a temporary file beside {beside} became shorter");
            bytes = bytes[count..];
            start += count;
        }
    }

    public void Dispose() => _handle?.Dispose();

    private static SafeFileHandle Create(string beside)
    {
        var path = TemporaryNames.Begin(beside);
        var handle = File.OpenHandle(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete,
            OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
        // Elsewhere an open file needs no name. What is killed between the two leaves one that the next writer knows.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return handle;
    }
}

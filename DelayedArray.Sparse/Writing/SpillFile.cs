using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>
/// A temporary file of pieces of equal length, created when first written to. It disappears with its process, even one that is killed.
/// </summary>
internal sealed class SpillFile(string beside, int pieceBytes) : IDisposable
{
    private readonly Lock _gate = new();
    private SafeFileHandle? _handle;
    private int _pieces;

    /// <summary>Bytes of a piece.</summary>
    public int PieceBytes => pieceBytes;

    /// <summary>Appends a piece, which may be incomplete at its end.</summary>
    /// <returns>Its number.</returns>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        SafeFileHandle handle;
        int piece;
        lock (_gate)
        {
            handle = _handle ??= Create(beside);
            piece = checked(_pieces++);
        }
        RandomAccess.Write(handle, bytes, (long)piece * pieceBytes);
        return piece;
    }

    /// <summary>Reads the beginning of a piece.</summary>
    public void Read(int piece, Span<byte> bytes)
    {
        var start = (long)piece * pieceBytes;
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
        // On other systems an open file needs no name. If the process is killed before this line, the next writer recognizes and removes
        // the file.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return handle;
    }
}

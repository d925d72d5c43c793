using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>
/// A temporary file of pieces of equal length, made when first written to, that does not outlive its process, not even one that
/// is killed.
/// </summary>
internal sealed class SpillFile(string beside, int pieceBytes) : IDisposable
{
    private readonly Lock _gate = new();
    private SafeFileHandle? _handle;
    private int _pieces;

    /// <summary>Bytes of a piece.</summary>
    public int PieceBytes => pieceBytes;

    /// <summary>Appends a piece, of which the end may be missing.</summary>
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
        // Elsewhere an open file needs no name. What is killed between the two leaves one that the next writer knows.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return handle;
    }
}

using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>Copies a part of a file to another, or to another place.</summary>
internal static class FileCopy
{
    private const int PieceLength = 1 << 20;

    /// <exception cref="EndOfStreamException">There are fewer bytes.</exception>
    public static void Run(SafeFileHandle source, long from, SafeFileHandle target, long to, long length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(PieceLength, Math.Max(1, length)));
        try
        {
            for (long done = 0; done < length;)
            {
                var read = RandomAccess.Read(source, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - done)), from + done);
                if (read == 0)
                    throw new EndOfStreamException("The file was cut short while it was copied.");
                RandomAccess.Write(target, buffer.AsSpan(0, read), to + done);
                done += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

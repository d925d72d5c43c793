using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>Reads the directory of a zip file that may be extended meanwhile, or was by a program that was killed.</summary>
internal static class ZipReading
{
    private const int MostAttempts = 10;

    /// <summary>The entries of a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="location">The file, as messages name it.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="ArrayFormatException">It is no zip file, or damaged.</exception>
    public static IReadOnlyList<ZipEntry> Read(string path, string location, SafeFileHandle file)
    {
        for (var attempt = 1; ; attempt++)
        {
            var length = RandomAccess.GetLength(file);
            try
            {
                return new ZipDirectory(location, file).Read();
            }
            catch (Exception problem) when (problem is ArrayFormatException or EndOfStreamException)
            {
                // The directory that was there before is still there.
                if (ZipJournal.TryRead(path) is { } end && end < RandomAccess.GetLength(file))
                    return new ZipDirectory(location, file, end).Read();
                if (RandomAccess.GetLength(file) != length && attempt < MostAttempts)
                    continue;
                if (problem is ArrayFormatException)
                    throw;
                throw new IOException($"{location}: {problem.Message}", problem);
            }
        }
    }
}

using System.IO.Compression;
using System.Numerics;

namespace DelayedArrays;

/// <summary>
/// Reads and writes Matrix Market files (NIST, "The Matrix Market Exchange Formats"), also compressed by gzip. It reads the coordinate and
/// array formats, real, integer and pattern fields, and general, symmetric and skew-symmetric matrices. It writes general matrices in the
/// coordinate format.
/// </summary>
public static class MatrixMarket
{
    /// <summary>Reads a file, compressed or not. The name does not matter.</summary>
    /// <remarks>Repeated entries are summed. Explicit zeros stay stored in the coordinate format, but not in the array format. Entries of
    /// a pattern have the value one, or true.</remarks>
    /// <param name="path">Path of the file.</param>
    /// <param name="layout">Whether to compress rows or columns.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArrayFormatException">The file is damaged or holds complex numbers, or a value does not fit the element type. The
    /// message names file and line.</exception>
    /// <exception cref="OverflowException">An integer sum of repeated entries is out of range.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static SparseMatrix<T> Read<T>(
        string path, SparseLayout layout = SparseLayout.Csr, CancellationToken cancellation = default) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var isCompressed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        if (!isCompressed)
            return Read<T>(file, layout, path, cancellation);
        using var text = new GZipStream(file, CompressionMode.Decompress);
        return Read<T>(text, layout, path, cancellation);
    }

    /// <summary>Reads the text of a file to its end.</summary>
    /// <param name="stream">The text, not compressed. It stays open.</param>
    /// <param name="layout">Whether to compress rows or columns.</param>
    /// <param name="name">The name of the file in messages.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <inheritdoc cref="Read{T}(string, SparseLayout, CancellationToken)"/>
    public static SparseMatrix<T> Read<T>(
        Stream stream, SparseLayout layout = SparseLayout.Csr, string name = "Matrix Market stream",
        CancellationToken cancellation = default) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        var work = new Reading(new MatrixMarketLines(stream, name), layout, cancellation);
        return (SparseMatrix<T>)(typeof(T) == typeof(bool) ? work.Read<bool, BooleanText>() : ElementTypes.Of<T>().DispatchNumeric(work));
    }

    /// <summary>Writes a file, compressed by gzip if its name ends in <c>.gz</c>. It appears complete or not at all.</summary>
    /// <remarks>Every number is written so that reading it gives the same bits. Repeated entries are summed first. A matrix of booleans
    /// becomes a pattern of its true elements.</remarks>
    /// <param name="path">Path of the file.</param>
    /// <param name="matrix">The matrix to write.</param>
    /// <param name="overwrite">Whether to replace an existing file.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <exception cref="IOException">The file already exists, or cannot be written.</exception>
    /// <exception cref="ConcurrentChangeException">Another program changed the file that was to be replaced. It stays.</exception>
    /// <exception cref="OverflowException">An integer sum of repeated entries is out of range.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static void Write<T>(string path, SparseMatrix<T> matrix, bool overwrite = false, CancellationToken cancellation = default)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(matrix);
        var target = Path.GetFullPath(path);
        var found = FileVersion.Of(target);
        if (!overwrite && found.Exists)
            throw new IOException($"{path}: the file exists already");
        var temporary = TemporaryNames.Begin(target);
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
                WriteMaybeCompressed(file, target, matrix, cancellation);
            if (FileVersion.Of(target) != found)
                throw new ConcurrentChangeException($"{path}: the file was {(found.Exists ? "changed" : "written")} by someone else meanwhile, and stays as it is now");
            File.Move(temporary, target, overwrite);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes the text of a file.</summary>
    /// <param name="stream">Receives the text, not compressed. It stays open.</param>
    /// <param name="matrix">The matrix to write.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <inheritdoc cref="Write{T}(string, SparseMatrix{T}, bool, CancellationToken)"/>
    public static void Write<T>(Stream stream, SparseMatrix<T> matrix, CancellationToken cancellation = default) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix is SparseMatrix<bool> pattern)
            new MatrixMarketWriter<bool, BooleanText>(stream, cancellation).Write(pattern);
        else
            ElementTypes.Of<T>().DispatchNumeric(new Writing(stream, matrix, cancellation));
    }

    private static void WriteMaybeCompressed<T>(Stream file, string path, SparseMatrix<T> matrix, CancellationToken cancellation)
        where T : unmanaged
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            Write(file, matrix, cancellation);
            return;
        }
        using var text = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
        Write(text, matrix, cancellation);
    }

    private sealed class Reading(MatrixMarketLines lines, SparseLayout layout, CancellationToken cancellation) : INumericVisitor<object>
    {
        public object Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => Read<T, NumberText<T>>();

        public SparseMatrix<T> Read<T, TText>() where T : unmanaged where TText : struct, IValueText<T> =>
            new MatrixMarketReader<T, TText>(lines, layout, cancellation).Read();
    }

    private sealed class Writing(Stream stream, object matrix, CancellationToken cancellation) : INumericVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            new MatrixMarketWriter<T, NumberText<T>>(stream, cancellation).Write((SparseMatrix<T>)matrix);
            return true;
        }
    }
}

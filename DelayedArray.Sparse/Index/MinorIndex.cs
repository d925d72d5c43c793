namespace DelayedArrays;

/// <summary>
/// Tells which pieces of a compressed matrix have entries in given columns (CSR) or rows (CSC), so that reading along the uncompressed
/// axis can skip the others. It is a file beside the matrix. For each piece of a fixed number of entries it holds a set of bits. A bit
/// stands for one index, or for several neighbouring indices if the axis is long. The file is open only while a block is read, so it can
/// be replaced or removed at any time.
/// </summary>
public sealed class MinorIndex
{
    private readonly string _path;
    private readonly MinorIndexHeader _header;

    private MinorIndex(string path, MinorIndexHeader header)
    {
        _path = path;
        _header = header;
    }

    /// <summary>Entries in a piece. The last piece may have fewer.</summary>
    public long PieceLength => _header.PieceLength;

    /// <summary>Number of pieces.</summary>
    public long Pieces => _header.Pieces;

    /// <summary>Opens the index of the present state of a matrix, if it exists.</summary>
    /// <param name="path">Path of the index.</param>
    /// <param name="identity">The state of the matrix that the index must describe.</param>
    /// <returns>The index; null if it does not exist, is damaged, or the matrix has changed since.</returns>
    public static MinorIndex? TryOpen(string path, MatrixIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(identity);
        using var reader = MinorIndexReader.TryOpen(path);
        return reader is { Header: var header } && header.Identity == identity.Hash() && header.Matches(identity)
            ? new MinorIndex(path, header)
            : null;
    }

    /// <summary>Opens the file to read a block. Returns null if it was removed or replaced; all entries must then be read.</summary>
    internal MinorIndexReader? OpenReader()
    {
        var reader = MinorIndexReader.TryOpen(_path);
        if (reader?.Header == _header)
            return reader;
        reader?.Dispose();
        return null;
    }

    /// <summary>Gets the bits of the selected indices.</summary>
    internal ulong[] BitsOf(AxisSelection selection)
    {
        var bits = new ulong[_header.Words];
        if (selection.IsRange && selection.Count > 0 && Math.Abs(selection.Step) <= _header.Group)
        {
            // Consecutive indices cover all bits between the first and the last. Long selections need not be enumerated.
            var (first, last) = (selection[0] / _header.Group, selection[selection.Count - 1] / _header.Group);
            for (var bit = Math.Min(first, last); bit <= Math.Max(first, last); bit++)
                bits[bit / 64] |= 1UL << (int)(bit % 64);
            return bits;
        }
        for (var i = 0L; i < selection.Count; i++)
        {
            var bit = selection[i] / _header.Group;
            bits[bit / 64] |= 1UL << (int)(bit % 64);
        }
        return bits;
    }
}

namespace DelayedArrays;

/// <summary>
/// Says which pieces of the entries of a compressed matrix have any in given columns (CSR) or rows (CSC), so that reading along
/// the axis that is not compressed passes over the others. A file beside the matrix: for each piece of equally many entries a
/// set of bits, each for one index, or for a few neighbouring ones where the axis is long. The file is open only while a block is
/// read, so that it may be replaced or removed at any time.
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

    /// <summary>Entries of a piece; the last may have fewer.</summary>
    public long PieceLength => _header.PieceLength;

    /// <summary>Number of pieces.</summary>
    public long Pieces => _header.Pieces;

    /// <summary>Opens an index if there is one, of the matrix as it is now.</summary>
    /// <param name="path">Path of the index.</param>
    /// <param name="identity">What the index must have been made of.</param>
    /// <returns>The index; null if there is none, it is damaged, or the matrix has changed since.</returns>
    public static MinorIndex? TryOpen(string path, MatrixIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(identity);
        using var reader = MinorIndexReader.TryOpen(path);
        return reader is { Header: var header } && header.Identity == identity.Hash() && header.Matches(identity)
            ? new MinorIndex(path, header)
            : null;
    }

    /// <summary>Opens the file for reading a block; null if it has been removed or replaced, so that all entries are to be read.</summary>
    internal MinorIndexReader? OpenReader()
    {
        var reader = MinorIndexReader.TryOpen(_path);
        if (reader?.Header == _header)
            return reader;
        reader?.Dispose();
        return null;
    }

    /// <summary>The bits of selected indices.</summary>
    internal ulong[] BitsOf(AxisSelection selection)
    {
        var bits = new ulong[_header.Words];
        if (selection.IsRange && selection.Count > 0 && Math.Abs(selection.Step) <= _header.Group)
        {
            // No bit between the first and the last is left out, however many indices there are.
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

using System.Numerics;

namespace DelayedArrays;

/// <summary>The arrays that entries are appended to, and the offsets of the lines that this makes.</summary>
internal sealed class EntryOutput<T, TIndex> : IDisposable where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    private readonly PartAppender<TIndex> _indices;
    private readonly PartAppender<T> _values;
    private readonly long _most;
    private int _line;

    /// <summary>Starts behind the entries that are there.</summary>
    /// <param name="indices">The array of indices, which is disposed with this.</param>
    /// <param name="values">The array of values, likewise.</param>
    /// <param name="existing">Entries that are there.</param>
    /// <param name="lines">Lines that are going to be added.</param>
    /// <param name="most">Most entries that the offsets' type can count.</param>
    public EntryOutput(PartAppender<TIndex> indices, PartAppender<T> values, long existing, long lines, long most)
    {
        if (lines >= Array.MaxLength)
            throw new ArgumentException($"{lines} lines are more than can be compressed ({Array.MaxLength - 1})", nameof(lines));
        _indices = indices;
        _values = values;
        _most = most;
        Offsets = new long[lines + 1];
        Offsets[0] = existing;
    }

    /// <summary>Where each line starts, and where the last ends.</summary>
    public long[] Offsets { get; }

    /// <summary>Appends entries to the line that is being written.</summary>
    public void Append(ReadOnlySpan<TIndex> minors, ReadOnlySpan<T> values, Queue<ChunkJob> full)
    {
        _indices.Append(minors, full);
        _values.Append(values, full);
    }

    /// <summary>Ends lines.</summary>
    /// <param name="counts">The entries of each.</param>
    /// <exception cref="OverflowException">There are more entries than the offsets' type can count.</exception>
    public void EndLines(ReadOnlySpan<int> counts)
    {
        foreach (var count in counts)
        {
            Offsets[_line + 1] = Offsets[_line] + count;
            _line++;
        }
        if (Offsets[_line] > _most)
            throw new OverflowException($"there are more than {_most} entries, which is as far as the type of indptr counts; 64 bits are needed");
    }

    /// <summary>Stores what is left.</summary>
    public void Finish()
    {
        _indices.Finish();
        _values.Finish();
    }

    public void Dispose()
    {
        _indices.Dispose();
        _values.Dispose();
    }
}

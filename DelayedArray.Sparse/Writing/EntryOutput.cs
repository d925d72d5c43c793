using System.Numerics;

namespace DelayedArrays;

/// <summary>The arrays to which entries are appended, and the resulting line offsets.</summary>
internal sealed class EntryOutput<T, TIndex> : IDisposable where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    private readonly PartAppender<TIndex> _indices;
    private readonly PartAppender<T> _values;
    private readonly long _max;
    private int _line;

    /// <summary>Begins after the existing entries.</summary>
    /// <param name="indices">The array of indices. Disposed with this output.</param>
    /// <param name="values">The array of values. Disposed with this output.</param>
    /// <param name="existing">The number of existing entries.</param>
    /// <param name="lines">The number of lines to be added.</param>
    /// <param name="max">The most entries that the type of the offsets can count.</param>
    public EntryOutput(PartAppender<TIndex> indices, PartAppender<T> values, long existing, long lines, long max)
    {
        if (lines >= Array.MaxLength)
            throw new ArgumentException($"{lines} lines are more than can be compressed ({Array.MaxLength - 1})", nameof(lines));
        _indices = indices;
        _values = values;
        _max = max;
        Offsets = new long[lines + 1];
        Offsets[0] = existing;
    }

    /// <summary>The start of each line, and the end of the last.</summary>
    public long[] Offsets { get; }

    /// <summary>Appends entries to the current line.</summary>
    public void Append(ReadOnlySpan<TIndex> minors, ReadOnlySpan<T> values, Queue<ChunkJob> full)
    {
        _indices.Append(minors, full);
        _values.Append(values, full);
    }

    /// <summary>Ends one line or several.</summary>
    /// <param name="counts">The number of entries in each line.</param>
    /// <exception cref="OverflowException">The type of the offsets cannot count all entries.</exception>
    public void EndLines(ReadOnlySpan<int> counts)
    {
        foreach (var count in counts)
        {
            Offsets[_line + 1] = Offsets[_line] + count;
            _line++;
        }
        if (Offsets[_line] > _max)
            throw new OverflowException($"there are more than {_max} entries, the most that the type of indptr can count; 64 bits are needed");
    }

    /// <summary>Stores the remaining entries.</summary>
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

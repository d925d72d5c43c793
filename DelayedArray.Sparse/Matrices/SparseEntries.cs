namespace DelayedArrays;

/// <summary>The entries of a sparse matrix for <c>foreach</c>, line by line as stored. Enumerating them allocates nothing.</summary>
public readonly ref struct SparseEntries<T> where T : unmanaged
{
    private readonly SparseMatrix<T> _matrix;

    internal SparseEntries(SparseMatrix<T> matrix) => _matrix = matrix;

    /// <summary>Starts before the first entry.</summary>
    public Enumerator GetEnumerator() => new(_matrix);

    /// <summary>Enumerates the entries.</summary>
    public ref struct Enumerator
    {
        private readonly SparseMatrix<T> _matrix;
        private readonly bool _isCsr;
        private SparseLine<T> _entries;
        private long _line = -1;
        private int _entry = -1;

        internal Enumerator(SparseMatrix<T> matrix)
        {
            _matrix = matrix;
            _isCsr = matrix.Layout == SparseLayout.Csr;
        }

        /// <summary>The current entry.</summary>
        public readonly SparseEntry<T> Current
        {
            get
            {
                var (index, value) = (_entries.Index(_entry), _entries.Values[_entry]);
                return _isCsr ? new(_line, index, value) : new(index, _line, value);
            }
        }

        /// <summary>Advances to the next entry. Returns false at the end.</summary>
        public bool MoveNext()
        {
            if (++_entry < _entries.Count)
                return true;
            return NextLine();
        }

        private bool NextLine()
        {
            while (++_line < _matrix.LineCount)
            {
                _entries = _matrix.Line(_line);
                _entry = 0;
                if (_entries.Count > 0)
                    return true;
            }
            return false;
        }
    }
}

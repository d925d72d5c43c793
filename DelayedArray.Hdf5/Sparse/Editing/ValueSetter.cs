namespace DelayedArrays;

/// <summary>Changes values of entries of a sparse group, a bounded number of lines at a time.</summary>
internal sealed class ValueSetter<T> : IDisposable where T : unmanaged
{
    private readonly SparseEdit _edit;
    private readonly long[] _offsets;
    private readonly long _firstLine;
    private readonly long _firstMinor;
    private readonly Hdf5Dataset _data;
    private readonly Hdf5Dataset _indices;
    private readonly StoredElements<T> _values;
    private readonly StoredElements<long> _minors;
    private readonly StoredElements<int>? _narrowMinors;

    public ValueSetter(SparseEdit edit, Hdf5Group group, long[] start)
    {
        _edit = edit;
        _offsets = ((CompressedSparseSeed<T>)edit.Matrix.Seeds[0]).Offsets.ToArray();
        _firstLine = start[edit.Found.Layout.MajorAxis()];
        _firstMinor = start[edit.Found.Layout.MinorAxis()];
        _data = group.OpenDataset("data");
        _indices = group.OpenDataset("indices");
        _values = new(_data);
        _minors = new(_indices);
        _narrowMinors = _indices.IsStoredAs<int>() ? new(_indices) : null;
    }

    /// <summary>Changes the values of a box.</summary>
    /// <exception cref="PatternException">Other elements would become non-zero or zero.</exception>
    public void Set(DelayedArray<T> block, ExecutionOptions options)
    {
        var axis = _edit.Found.Layout.MajorAxis();
        var offsets = _offsets.AsSpan((int)_firstLine, (int)block.Shape[axis] + 1);
        var edges = PanelEdges.Of(offsets, block.Shape[1 - axis]);
        for (var k = 1; k < edges.Length; k++)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            var lines = Selection.Slice(edges[k - 1], edges[k]);
            var panel = axis == 0 ? block[lines, Selection.All] : block[Selection.All, lines];
            SetPanel(_firstLine + edges[k - 1], panel.ToSparse(_edit.Found.Layout, options));
        }
        _values.Flush();
    }

    public void Dispose()
    {
        _values.Dispose();
        _minors.Dispose();
        _narrowMinors?.Dispose();
        _data.Dispose();
        _indices.Dispose();
    }

    private void SetPanel(long firstLine, SparseMatrix<T> panel)
    {
        var minorLength = panel.Shape[_edit.Found.Layout.MinorAxis()];
        for (var k = 0; k < panel.LineCount; k++)
        {
            var first = _offsets[firstLine + k];
            var count = checked((int)(_offsets[firstLine + k + 1] - first));
            var (from, added) = (panel.Offsets[k], (int)(panel.Offsets[k + 1] - panel.Offsets[k]));
            if (count == 0 && added == 0)
                continue;
            using var buffers = new LineBuffers(count, added);
            ReadMinors(first, buffers.Minors);
            _values.Read(first, buffers.Values);
            panel.CopyIndices(from, buffers.NewMinors);
            panel.CopyValues(from, buffers.NewValues);
            Replace(firstLine + k, buffers, minorLength);
            _values.Write(first, buffers.Values);
        }
    }

    /// <summary>Puts the new values in the place of those that are stored.</summary>
    private void Replace(long line, LineBuffers buffers, long minorLength)
    {
        var minors = buffers.Minors;
        var values = buffers.Values;
        var taken = buffers.Taken;
        taken.Clear();
        for (var i = 0; i < minors.Length; i++)
        {
            var minor = minors[i] - _firstMinor;
            if (minor < 0 || minor >= minorLength)
                continue;
            var slot = buffers.NewMinors.BinarySearch(minor);
            if (slot >= 0 && taken[slot])
                throw Refusal(line, minors[i], "is stored as a sum of several entries");
            if (slot >= 0)
                (values[i], taken[slot]) = (buffers.NewValues[slot], true);
            else if (!ZeroFacts.IsZero(values[i]))
                throw Refusal(line, minors[i], $"is {values[i]} and would become zero");
        }
        if (taken.IndexOf(false) is >= 0 and var missing)
            throw Refusal(line, buffers.NewMinors[missing] + _firstMinor, $"is not stored and would become {buffers.NewValues[missing]}");
    }

    private void ReadMinors(long first, Span<long> minors)
    {
        if (_narrowMinors is null)
        {
            _minors.Read(first, minors);
            return;
        }
        using var narrow = BufferPool.Shared.Rent((long)minors.Length * sizeof(int));
        var found = narrow.As<int>()[..minors.Length];
        _narrowMinors.Read(first, found);
        for (var i = 0; i < found.Length; i++)
            minors[i] = found[i];
    }

    private PatternException Refusal(long line, long minor, string why)
    {
        var (row, column) = _edit.Found.Layout == SparseLayout.Csr ? (line, minor) : (minor, line);
        return new($"{_edit.Problem($"the element ({row}, {column}) {why}").Message}; only values of entries change in place, "
            + "allow the matrix to be rewritten (AllowRewrite) for more");
    }

    /// <summary>The entries of a line, as stored and as they are to be.</summary>
    private sealed unsafe class LineBuffers(int count, int added) : IDisposable
    {
        private readonly PooledBuffer _minors = BufferPool.Shared.Rent((long)count * sizeof(long));
        private readonly PooledBuffer _values = BufferPool.Shared.Rent((long)count * sizeof(T));
        private readonly PooledBuffer _newMinors = BufferPool.Shared.Rent((long)added * sizeof(long));
        private readonly PooledBuffer _newValues = BufferPool.Shared.Rent((long)added * sizeof(T));
        private readonly PooledBuffer _taken = BufferPool.Shared.Rent(added);

        public Span<long> Minors => _minors.As<long>()[..count];

        public Span<T> Values => _values.As<T>()[..count];

        public Span<long> NewMinors => _newMinors.As<long>()[..added];

        public Span<T> NewValues => _newValues.As<T>()[..added];

        public Span<bool> Taken => _taken.As<bool>()[..added];

        public void Dispose()
        {
            _minors.Dispose();
            _values.Dispose();
            _newMinors.Dispose();
            _newValues.Dispose();
            _taken.Dispose();
        }
    }
}

namespace DelayedArrays.Tests;

/// <summary>A change of a sparse group in memory. What is written counts when it is committed.</summary>
internal sealed class MemorySparseChange : SparseGroupChange
{
    private const int ChunkLength = 16;

    private readonly MemorySparseGroup _group;
    private readonly Dictionary<string, Array> _parts;
    private readonly Dictionary<string, SparseStatement> _attributes;

    public MemorySparseChange(MemorySparseGroup group) : this(group, new(group.Parts, StringComparer.Ordinal), new(group.Attributes, StringComparer.Ordinal))
    {
    }

    private MemorySparseChange(MemorySparseGroup group, Dictionary<string, Array> parts, Dictionary<string, SparseStatement> attributes) =>
        (_group, _parts, _attributes) = (group, parts, attributes);

    public override SparseGroup Group => _group;

    /// <summary>Why parts do not grow, such as a fixed length.</summary>
    public string? Obstacle { get; init; }

    protected internal override string SpillPath => Path.Combine(Path.GetTempPath(), "memory");

    public override void Commit()
    {
        foreach (var (name, part) in _parts)
            _group.Parts[name] = part;
        foreach (var (name, attribute) in _attributes)
            _group.Attributes[name] = attribute;
    }

    protected internal override void Create(string part, ElementType type) => _parts[part] = type.Dispatch(new Empty());

    protected internal override PartAppender<T> Append<T>(string part, long length) => new Appender<T>(_parts, part, length);

    protected internal override void Overwrite<T>(string part, long start, ReadOnlyMemory<T> values)
    {
        var whole = (T[])_parts[part].Clone();
        values.Span.CopyTo(whole.AsSpan((int)start));
        _parts[part] = whole;
    }

    protected internal override void SetAttribute(string name, string text) => _attributes[name] = new(text, text);

    protected internal override void SetAttribute(string name, ReadOnlySpan<long> numbers) =>
        _attributes[name] = new("numbers", null, [.. numbers.ToArray().Select(number => (double)number)]);

    protected internal override void SetNumbers(string part, ReadOnlySpan<long> numbers) => _parts[part] = numbers.ToArray();

    protected override string? GrowObstacle(string part) => Obstacle;

    protected override SparseGroupChange Rewrite()
    {
        foreach (var part in SparseParts.Required)
            Create(part, _group.Open(part).ElementType);
        return new MemorySparseChange(_group, _parts, _attributes);
    }

    private sealed class Empty : IElementVisitor<Array>
    {
        public Array Visit<T>() where T : unmanaged => Array.Empty<T>();
    }

    private sealed class Appender<T> : PartAppender<T> where T : unmanaged
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<string, Array> _parts;
        private readonly string _part;
        private T[] _values;

        public Appender(Dictionary<string, Array> parts, string part, long length) : base(MemorySparseChange.ChunkLength, length)
        {
            (_parts, _part, _values) = (parts, part, [.. ((T[])parts[part]).AsSpan(0, (int)length)]);
            _values.AsSpan((int)Start, Filled).CopyTo(Chunk);
        }

        protected override void Store(long start, Span<T> chunk, int count, BlockContext? context)
        {
            lock (_gate)
            {
                if (_values.Length < start + count)
                    Array.Resize(ref _values, (int)start + count);
                chunk[..count].CopyTo(_values.AsSpan((int)start));
            }
        }

        protected override void Complete(long length) => _parts[_part] = _values;
    }
}

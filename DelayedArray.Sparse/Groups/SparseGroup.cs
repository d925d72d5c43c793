namespace DelayedArrays;

/// <summary>
/// A group of a file or store that holds the parts of a compressed sparse matrix. A format derives from it and says how to look up
/// parts and attributes; detection, checks, opening, verification and indexes are here.
/// </summary>
public abstract class SparseGroup
{
    /// <summary>Where the group is, for messages, trees and indexes.</summary>
    public abstract SparseSource Source { get; }

    /// <summary>
    /// Whether a change of the group is several steps for its readers. An append that was interrupted may then have left elements
    /// behind those that the shape counts; they are passed over.
    /// </summary>
    public virtual bool ChangesInSteps => false;

    /// <summary>What the format calls a part in messages.</summary>
    public virtual string PartName => "array";

    /// <summary>Whether the group has the three parts of a compressed sparse matrix.</summary>
    public bool IsMatrix => SparseParts.Required.All(Has);

    /// <summary>Whether the group states both how it is compressed and its shape.</summary>
    /// <exception cref="ArrayFormatException">It states a shape that cannot be.</exception>
    public bool IsStated => SparseGroupInfo.IsStated(this);

    /// <summary>Whether attributes alone say that the group is a sparse matrix, so that its parts need not be looked up.</summary>
    public bool IsMarked => SparseGroupInfo.IsMarked(this);

    /// <summary>
    /// The end of a message that the group is no matrix: the matrices below it, as early files of 10x Genomics have one per genome;
    /// empty where there are none.
    /// </summary>
    public string NamesBelow => SparseGroupInfo.Below(this);

    /// <summary>Whether the group has a part of a name.</summary>
    public abstract bool Has(string part);

    /// <summary>Opens a part, which need not have one axis.</summary>
    /// <exception cref="ArrayFormatException">It cannot be read.</exception>
    /// <exception cref="UnsupportedElementTypeException">It does not hold numbers.</exception>
    public abstract DelayedArray Open(string part);

    /// <summary>An attribute of the group; null if there is none of that name.</summary>
    public abstract SparseStatement? FindStatement(string name);

    /// <summary>Names of groups right below that have the parts of a matrix.</summary>
    protected internal virtual IEnumerable<string> MatricesBelow() => [];

    /// <summary>Finds out from attributes and parts how the group holds its matrix.</summary>
    /// <param name="layout">What the caller knows, which goes before what the group states.</param>
    /// <param name="shape">What the caller knows, which goes before what the group states.</param>
    /// <exception cref="ArrayFormatException">A part is missing, or neither the group nor the caller says enough.</exception>
    public SparseGroupInfo Detect(SparseLayout? layout = null, Shape? shape = null) => SparseGroupInfo.Of(this, layout, shape);

    /// <summary>Opens the matrix with the element type of its data. Of the parts only the offsets are read.</summary>
    /// <inheritdoc cref="Detect"/>
    /// <exception cref="ArrayFormatException">As for <see cref="Detect"/>, or the parts contradict each other.</exception>
    public DelayedArray OpenMatrix(SparseLayout? layout = null, Shape? shape = null)
    {
        var parts = ReadParts(layout, shape);
        return parts.Values.ElementType.Dispatch(new Opener(this, parts));
    }

    /// <summary>Reads the offsets and opens the other parts, checked to fit together.</summary>
    /// <inheritdoc cref="OpenMatrix"/>
    public CompressedParts ReadParts(SparseLayout? layout = null, Shape? shape = null)
    {
        var info = Detect(layout, shape);
        var offsets = ReadOffsets(info);
        var parts = new CompressedParts(
            info.Shape, info.Layout.MajorAxis(), offsets, Entries(SparseParts.Indices, offsets[^1]), Entries(SparseParts.Data, offsets[^1]), Source);
        parts.Check();
        return parts;
    }

    /// <summary>Reads all of the group and tells what is wrong with it, and what is odd. Takes little memory.</summary>
    /// <inheritdoc cref="Detect"/>
    /// <param name="layout">What the caller knows, which goes before what the group states.</param>
    /// <param name="shape">What the caller knows, which goes before what the group states.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SparseVerification Verify(SparseLayout? layout = null, Shape? shape = null, CancellationToken cancellation = default) =>
        new SparseVerifier(this, cancellation).Run(layout, shape);

    /// <summary>Makes an index of the matrix, in one pass over its indices; see <see cref="MinorIndex"/>.</summary>
    /// <param name="place">Where the index is kept.</param>
    /// <param name="layout">What the caller knows, which goes before what the group states.</param>
    /// <param name="shape">What the caller knows, which goes before what the group states.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <returns>Path of the index.</returns>
    /// <exception cref="ArrayFormatException">As for <see cref="OpenMatrix"/>, or an index is out of range.</exception>
    /// <exception cref="InvalidOperationException">The matrix is not in a local file or folder by itself.</exception>
    /// <exception cref="IOException">The index cannot be written; one that was there stays.</exception>
    public string BuildIndex(
        MinorIndexPlace place = MinorIndexPlace.Beside, SparseLayout? layout = null, Shape? shape = null, ExecutionOptions? execution = null) =>
        ((ISparseIndexing)OpenMatrix(layout, shape).Seeds.Single()).BuildIndex(place, execution);

    /// <summary>Whether there is an index of the matrix as it is now.</summary>
    /// <inheritdoc cref="OpenMatrix"/>
    public bool HasIndex(SparseLayout? layout = null, Shape? shape = null) =>
        Source is { CanBeIndexed: true, File: { } file }
        && Enum.GetValues<MinorIndexPlace>().Any(place => File.Exists(place.PathOf(file, Source.Group ?? "")))
        && OpenMatrix(layout, shape).Seeds.OfType<ISparseIndexing>().Any(seed => seed.HasIndex);

    /// <summary>The seed over the parts; a format may have its own.</summary>
    protected virtual CompressedSparseSeed<T> CreateSeed<T>(CompressedParts parts) where T : unmanaged => new(parts);

    /// <summary>Whether parts may be longer than the shape and the offsets count: what is behind is of an append that did not end.</summary>
    internal bool MayHaveRemains(SparseGroupInfo info) => ChangesInSteps && !info.IsTold;

    /// <summary>A part up to the elements that count.</summary>
    internal DelayedArray OpenCounted(string part, long count)
    {
        var whole = Open(part);
        return whole.Rank == 1 && whole.Shape[0] > count && count >= 0 ? whole.ElementType.Dispatch(new Beginning(whole, count)) : whole;
    }

    private DelayedArray Entries(string part, long count) => ChangesInSteps ? OpenCounted(part, count) : Open(part);

    private long[] ReadOffsets(SparseGroupInfo info)
    {
        var stored = Open(SparseParts.Offsets);
        if (stored.ElementType.IsFloat() || stored.ElementType == ElementType.Boolean)
            throw Source.Error($"indptr holds elements of type {stored.ElementType.Name()}; expected integers");
        if (stored.Rank != 1)
            throw Source.Error($"indptr has the shape {stored.Shape}; expected one axis");
        var lines = info.Shape[info.Layout.MajorAxis()];
        if (OffsetCheck.LengthProblem(stored.Shape[0], info.Shape, info.Layout, MayHaveRemains(info)) is { } problem)
            throw Source.Error(problem);
        CheckMemory(lines + 1);
        try
        {
            return OpenCounted(SparseParts.Offsets, lines + 1).Cast<long>(CastMode.Checked).ToArray();
        }
        catch (OverflowException e)
        {
            throw new ArrayFormatException(Source.File ?? Source.Format, Source.Group, "indptr holds offsets beyond 2^63", e);
        }
    }

    // Chunks that are not stored let metadata claim any number of offsets.
    private void CheckMemory(long count)
    {
        if (count > Array.MaxLength)
            throw Source.Error($"indptr has {count} elements, more than one array holds");
        if (count * sizeof(long) > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
            throw Source.Error($"the {count} offsets of indptr take {count * sizeof(long)} bytes, more than there is memory");
    }

    private sealed class Opener(SparseGroup group, CompressedParts parts) : IElementVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged => Delayed.FromSeed(group.CreateSeed<T>(parts));
    }

    private sealed class Beginning(DelayedArray part, long count) : IElementVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged => part.As<T>()[Selection.Slice(0, count)];
    }
}

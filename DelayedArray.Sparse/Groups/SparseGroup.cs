namespace DelayedArrays;

/// <summary>
/// A group of a file or store that holds the parts of a compressed sparse matrix. Formats derive from it and look up parts and attributes.
/// This class handles detection, checks, opening, verification and indexes.
/// </summary>
public abstract class SparseGroup
{
    /// <summary>Location of the group, for messages, trees and indexes.</summary>
    public abstract SparseLocation Location { get; }

    /// <summary>
    /// Whether readers see a change of the group in several steps. An interrupted append may then leave elements beyond those that the
    /// shape counts, and readers ignore them.
    /// </summary>
    public virtual bool ChangesInSteps => false;

    /// <summary>The format's word for a part, for messages.</summary>
    public virtual string PartName => "array";

    /// <summary>Whether the group has the three parts of a compressed sparse matrix.</summary>
    public bool IsMatrix => SparseParts.Required.All(Has);

    /// <summary>Whether the group states both its layout and its shape.</summary>
    /// <exception cref="ArrayFormatException">The stated shape is invalid.</exception>
    public bool IsStated => SparseGroupInfo.IsStated(this);

    /// <summary>Whether attributes alone identify the group as a sparse matrix, so that its parts need not be looked up.</summary>
    public bool IsMarked => SparseGroupInfo.IsMarked(this);

    /// <summary>
    /// The end of a message that the group is not a matrix. It lists the matrices below it, such as those per genome in early files of 10x
    /// Genomics; empty if there are none.
    /// </summary>
    public string NamesBelow => SparseGroupInfo.Below(this);

    /// <summary>Whether the group has a part with the given name.</summary>
    public abstract bool Has(string part);

    /// <summary>Opens a part. It may have any number of axes.</summary>
    /// <exception cref="ArrayFormatException">The part cannot be read.</exception>
    /// <exception cref="UnsupportedElementTypeException">The part does not hold numbers.</exception>
    public abstract DelayedArray Open(string part);

    /// <summary>Finds an attribute of the group; null if it has none with that name.</summary>
    public abstract SparseStatement? FindStatement(string name);

    /// <summary>Names of groups directly below that have the parts of a matrix.</summary>
    protected internal virtual IEnumerable<string> MatricesBelow() => [];

    /// <summary>Detects how the group holds its matrix, from attributes and parts.</summary>
    /// <param name="layout">The layout, if known. It overrides what the group states.</param>
    /// <param name="shape">The shape, if known. It overrides what the group states.</param>
    /// <exception cref="ArrayFormatException">
    /// A part is missing, or neither the group nor the caller gives the layout and the shape.
    /// </exception>
    public SparseGroupInfo Detect(SparseLayout? layout = null, Shape? shape = null) => SparseGroupInfo.Of(this, layout, shape);

    /// <summary>Opens the matrix with the element type of its data. It reads the offsets, but not the other parts.</summary>
    /// <inheritdoc cref="Detect"/>
    /// <exception cref="ArrayFormatException">As for <see cref="Detect"/>, or the parts contradict each other.</exception>
    public DelayedArray OpenMatrix(SparseLayout? layout = null, Shape? shape = null)
    {
        var parts = ReadParts(layout, shape);
        return parts.Values.ElementType.Dispatch(new Opener(this, parts));
    }

    /// <summary>Reads the offsets, opens the other parts, and checks that all fit together.</summary>
    /// <inheritdoc cref="OpenMatrix"/>
    public CompressedParts ReadParts(SparseLayout? layout = null, Shape? shape = null)
    {
        var info = Detect(layout, shape);
        var offsets = ReadOffsets(info);
        var parts = new CompressedParts(
            info.Shape, info.Layout.MajorAxis(), offsets, Entries(SparseParts.Indices, offsets[^1]), Entries(SparseParts.Data, offsets[^1]), Location);
        parts.Check();
        return parts;
    }

    /// <summary>Reads the whole group, and reports errors and oddities. Takes little memory.</summary>
    /// <inheritdoc cref="Detect"/>
    /// <param name="layout">The layout, if known. It overrides what the group states.</param>
    /// <param name="shape">The shape, if known. It overrides what the group states.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public SparseVerification Verify(SparseLayout? layout = null, Shape? shape = null, CancellationToken cancellation = default) =>
        new SparseVerifier(this, cancellation).Run(layout, shape);

    /// <summary>Builds an index of the matrix, in one pass over its indices; see <see cref="MinorIndex"/>.</summary>
    /// <param name="indexLocation">Where to keep the index.</param>
    /// <param name="layout">The layout, if known. It overrides what the group states.</param>
    /// <param name="shape">The shape, if known. It overrides what the group states.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <returns>Path of the index.</returns>
    /// <exception cref="ArrayFormatException">As for <see cref="OpenMatrix"/>, or an index is out of range.</exception>
    /// <exception cref="InvalidOperationException">The matrix is not in a local file, or in a local folder of its own.</exception>
    /// <exception cref="IOException">The index cannot be written. An existing index stays.</exception>
    public string BuildIndex(
        MinorIndexLocation indexLocation = MinorIndexLocation.Beside, SparseLayout? layout = null, Shape? shape = null, ExecutionOptions? execution = null) =>
        ((ISparseIndexing)OpenMatrix(layout, shape).Seeds.Single()).BuildIndex(indexLocation, execution);

    /// <summary>Whether an up-to-date index of the matrix exists.</summary>
    /// <inheritdoc cref="OpenMatrix"/>
    public bool HasIndex(SparseLayout? layout = null, Shape? shape = null) =>
        Location is { CanBeIndexed: true, File: { } file }
        && Enum.GetValues<MinorIndexLocation>().Any(indexLocation => File.Exists(indexLocation.PathOf(file, Location.Group ?? "")))
        && OpenMatrix(layout, shape).Seeds.OfType<ISparseIndexing>().Any(seed => seed.HasIndex);

    /// <summary>Creates the seed over the parts. A format may override it.</summary>
    protected virtual CompressedSparseSeed<T> CreateSeed<T>(CompressedParts parts) where T : unmanaged => new(parts);

    /// <summary>Whether parts may be longer than shape and offsets say, because an interrupted append left elements at the end.</summary>
    internal bool MayHaveLeftovers(SparseGroupInfo info) => ChangesInSteps && !info.IsOverridden;

    /// <summary>Opens a part, limited to the given number of elements.</summary>
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
            throw Location.Error($"indptr holds elements of type {stored.ElementType.Name()}; expected integers");
        if (stored.Rank != 1)
            throw Location.Error($"indptr has the shape {stored.Shape}; expected one axis");
        var lines = info.Shape[info.Layout.MajorAxis()];
        if (OffsetCheck.LengthProblem(stored.Shape[0], info.Shape, info.Layout, MayHaveLeftovers(info)) is { } problem)
            throw Location.Error(problem);
        CheckMemory(lines + 1);
        try
        {
            return OpenCounted(SparseParts.Offsets, lines + 1).Cast<long>(CastMode.Checked).ToArray();
        }
        catch (OverflowException e)
        {
            throw new ArrayFormatException(Location.File ?? Location.Format, Location.Group, "indptr holds offsets beyond 2^63", e);
        }
    }

    // Missing chunks take no space, so metadata may claim any number of offsets.
    private void CheckMemory(long count)
    {
        if (count > Array.MaxLength)
            throw Location.Error($"indptr has {count} elements, more than one array holds");
        if (count * sizeof(long) > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
            throw Location.Error($"the {count} offsets of indptr take {count * sizeof(long)} bytes, more than the available memory");
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

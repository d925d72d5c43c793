using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>A node that reads from a seed.</summary>
public sealed class Leaf<T> : Node<T>, ILeaf where T : unmanaged
{
    /// <summary>Creates a leaf over a seed.</summary>
    public Leaf(ISeed<T> seed) : base(Checked(seed).Shape, [], seed)
    {
        Seed = seed;
        Layout = seed is ISparseSeed<T> sparse
            ? ChunkLayout.Compressed(Shape, sparse.CompressedAxis, sparse.PanelEdges.Span)
            : ChunkLayout.Stored(Shape, seed.ChunkShape);
        ReadCost = ReadCostOf(seed);
    }

    /// <summary>The seed.</summary>
    public ISeed<T> Seed { get; }

    ISeed ILeaf.Seed => Seed;

    Node ILeaf.WithSeed(ISeed seed) => ReferenceEquals(seed, Seed) ? this : new Leaf<T>(seed as ISeed<T>
        ?? throw new UnsupportedElementTypeException($"{seed.Description} does not have elements of type {ElementType.Name()}"));

    /// <inheritdoc/>
    public override bool IsSparse => Seed.IsSparse;

    /// <inheritdoc/>
    public override string Label => Seed.Description;

    internal override object SharingKey => Seed;

    internal override void Ask(BlockRequest request, RequestSink inputs) { }

    internal override Node WithInputs(System.Collections.Immutable.ImmutableArray<Node> inputs) => this;

    internal override BlockCursor<T> Open(BlockRequest request, BlockContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        return Seed is ISparseSeed<T> sparse
            ? context.Shared.OpenScattered(this, sparse, request)
            : Seed.Open(request, context);
    }

    internal override SparseCursor<T> OpenSparse(BlockRequest request, BlockContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        return Seed is ISparseSeed<T> sparse
            ? context.Shared.OpenEntries(this, sparse, request)
            : base.OpenSparse(request, context);
    }

    // Entries can only be read line by line, so sparse operands weigh more in the choice of blocks than their size suggests.
    private static double ReadCostOf(ISeed<T> seed) =>
        seed.Shape.Count * (seed.IsInMemory ? 0.05 : 1) * (seed is ISparseSeed<T> ? 2 : 1);

    private static ISeed<T> Checked(ISeed<T> seed, [CallerArgumentExpression(nameof(seed))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(seed, name);
        return seed;
    }
}

/// <summary>A leaf with any element type.</summary>
internal interface ILeaf
{
    ISeed Seed { get; }

    Node WithSeed(ISeed seed);
}

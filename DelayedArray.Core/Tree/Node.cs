using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// One immutable step of an expression: a seed, or an operation on other nodes. Structural nodes rewrite the request on its way down.
/// Elementwise nodes rewrite the values on their way up. No node does both. Nodes compare by operation, parameters and inputs, and leaves
/// compare by seed.
/// </summary>
public abstract partial class Node : IEquatable<Node>
{
    private readonly int _hash;

    /// <summary>Creates a node.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="inputs">The inputs of the operation.</param>
    /// <param name="signature">The operation and its parameters, comparable by value.</param>
    private protected Node(Shape shape, ImmutableArray<Node> inputs, object signature)
    {
        Shape = shape;
        Inputs = inputs;
        Signature = signature;
        var hash = new HashCode();
        hash.Add(GetType());
        hash.Add(signature);
        foreach (var input in inputs)
        {
            hash.Add(input._hash);
            Depth = Math.Max(Depth, input.Depth + 1);
            ReadCost += input.ReadCost;
            StripNeed = Math.Max(StripNeed, input.StripNeed);
        }
        _hash = hash.ToHashCode();
    }

    /// <summary>Shape of the result.</summary>
    public Shape Shape { get; }

    /// <summary>Element type of the result.</summary>
    public abstract ElementType ElementType { get; }

    /// <summary>The inputs of the operation; empty for a leaf.</summary>
    public ImmutableArray<Node> Inputs { get; }

    /// <summary>
    /// The meaning of the elements if they are dates or durations; null for plain numbers. Nodes that only move elements keep it, and nodes
    /// that compute return plain numbers.
    /// </summary>
    public virtual TimeType? Time => null;

    /// <summary>The name of the type to display: that of the dates or durations, otherwise that of the element type.</summary>
    public string TypeName => Time?.ToString() ?? ElementType.Name();

    /// <summary>Whether most elements are zero by construction, so that only entries need to be evaluated.</summary>
    public virtual bool IsSparse => false;

    /// <summary>The operation and its parameters, as printed trees show them.</summary>
    public abstract string Label { get; }

    /// <summary>Length of the longest path to a leaf.</summary>
    public int Depth { get; }

    /// <summary>The layout of the storage underneath.</summary>
    // Computed when the node is created. A getter that asked the inputs would recurse as deep as the tree.
    internal ChunkLayout Layout { get; private protected init; } = null!;

    /// <summary>Elements to read from storage for the whole array. Determines the dominating operand.</summary>
    internal double ReadCost { get; private protected init; }

    /// <summary>
    /// Strips in use at once during evaluation. Determines which operand is evaluated first, and the memory that strips take.
    /// </summary>
    // By default the need of the most demanding input. Nodes that rent strips compute their own.
    internal int StripNeed { get; private protected init; }

    internal object Signature { get; }

    /// <summary>Identifies nodes that do the same work within a block.</summary>
    internal virtual object SharingKey => this;

    /// <summary>Whether each element depends only on the elements of the inputs at the same position.</summary>
    internal virtual bool IsElementwise => false;

    /// <summary>Bytes of the largest buffer the node itself holds for a request.</summary>
    internal virtual long BufferBytes(BlockRequest request) => 0;

    /// <summary>Bytes of the strips of entries that the node itself holds for a request, apart from its callers' strips.</summary>
    internal virtual long HeldStripBytes(BlockRequest request) => 0;

    /// <summary>Reports what this node asks of its inputs when it is asked for <paramref name="request"/>.</summary>
    internal abstract void Ask(BlockRequest request, RequestSink inputs);

    /// <summary>
    /// Reports the footprints of the inputs, given the footprint of this node. The counterpart of <see cref="Ask"/> for all blocks at once.
    /// </summary>
    internal virtual void Trace(Footprint footprint, FootprintSink inputs)
    {
        foreach (var input in Inputs)
            inputs(input, footprint);
    }

    /// <summary>Builds the same operation on other inputs of the same types, and checks their shapes.</summary>
    internal abstract Node WithInputs(ImmutableArray<Node> inputs);

    /// <summary>Wraps the node in a handle.</summary>
    internal abstract DelayedArray ToArray();

    /// <summary>Whether both describe the same computation on the same seeds.</summary>
    public bool Equals(Node? other) => other is not null && AreEqual(this, other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as Node);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => _hash;

    /// <summary>Formats the label, the shape and the element type.</summary>
    public sealed override string ToString() => $"{Label} {Shape} {TypeName}";

    /// <summary>Whether both nodes apply the same operation, regardless of their inputs.</summary>
    internal bool SameOperation(Node other) => _hash == other._hash && GetType() == other.GetType()
        && Shape == other.Shape && Signature.Equals(other.Signature) && Inputs.Length == other.Inputs.Length;
}

/// <summary>Receives what a node asks of its inputs.</summary>
/// <param name="input">The input.</param>
/// <param name="request">The request to that input.</param>
internal delegate void RequestSink(Node input, BlockRequest request);

/// <summary>A node whose result has elements of type <typeparamref name="T"/>.</summary>
public abstract partial class Node<T> : Node where T : unmanaged
{
    private protected Node(Shape shape, ImmutableArray<Node> inputs, object signature) : base(shape, inputs, signature) { }

    /// <inheritdoc/>
    public sealed override ElementType ElementType => ElementTypes.Of<T>();

    /// <summary>Opens one block, to be read by one thread.</summary>
    internal abstract BlockCursor<T> Open(BlockRequest request, BlockContext context);

    /// <summary>Opens one block of a sparse node to read its entries.</summary>
    internal virtual SparseCursor<T> OpenSparse(BlockRequest request, BlockContext context) =>
        new CompressingCursor<T>(Open(request, context), request.Count, context);

    /// <summary>Opens one block to look up values at given positions.</summary>
    internal virtual ValueLookup<T> OpenLookup(BlockRequest request, BlockContext context) =>
        new StripLookup<T>(context.Open(this, request), request.Count, context);

    internal sealed override DelayedArray ToArray() => new DelayedArray<T>(this);
}

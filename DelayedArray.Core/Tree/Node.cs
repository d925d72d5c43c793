using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// One immutable step of an expression: a seed, or an operation on other nodes. Structural nodes rewrite the request on its way
/// down; element-wise nodes rewrite the values on their way up; no node does both. Nodes compare by operation, parameters and
/// inputs, leaves by their seed.
/// </summary>
public abstract partial class Node : IEquatable<Node>
{
    private readonly int _hash;

    /// <summary>Creates a node.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="inputs">The nodes it works on.</param>
    /// <param name="signature">The operation with its parameters, comparable by value.</param>
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

    /// <summary>The nodes this one works on; empty for a leaf.</summary>
    public ImmutableArray<Node> Inputs { get; }

    /// <summary>
    /// The dates or durations that the elements are, where they are; null for plain numbers. Nodes that move elements keep it, and
    /// nodes that compute give numbers.
    /// </summary>
    public virtual TimeType? Time => null;

    /// <summary>The type of the elements as it is shown: that of dates and durations, or the element type.</summary>
    public string TypeName => Time?.ToString() ?? ElementType.Name();

    /// <summary>Whether most elements are zero by construction, so that a sparse seed's positions are all that matter.</summary>
    public virtual bool IsSparse => false;

    /// <summary>The operation with its parameters, as trees are printed.</summary>
    public abstract string Label { get; }

    /// <summary>Longest way to a leaf.</summary>
    public int Depth { get; }

    /// <summary>How the storage underneath would like to be read.</summary>
    // Found when the node is made: a getter that asked the inputs would recurse as deep as the tree.
    internal ChunkLayout Layout { get; private protected init; } = null!;

    /// <summary>Elements to read from storage for the whole array, to tell the dominating operand.</summary>
    internal double ReadCost { get; private protected init; }

    /// <summary>Strips lent at once when the tree is evaluated: tells which operand goes first, and what memory that takes.</summary>
    // Those of the neediest input, unless the node takes some itself.
    internal int StripNeed { get; private protected init; }

    internal object Signature { get; }

    /// <summary>What makes two nodes the same work within a block.</summary>
    internal virtual object SharingKey => this;

    /// <summary>Bytes of the largest buffer the node itself holds for a request.</summary>
    internal virtual long BufferBytes(BlockRequest request) => 0;

    /// <summary>Bytes of the strips of entries the node itself holds for a request, besides those of its callers.</summary>
    internal virtual long HeldStripBytes(BlockRequest request) => 0;

    /// <summary>Tells what the inputs are asked for when this node is asked for <paramref name="request"/>.</summary>
    internal abstract void Ask(BlockRequest request, RequestSink inputs);

    /// <summary>Tells which parts of the inputs serve which part of an array that this node is part of; as <see cref="Ask"/>, once for all blocks.</summary>
    internal virtual void Trace(Footprint footprint, FootprintSink inputs)
    {
        foreach (var input in Inputs)
            inputs(input, footprint);
    }

    /// <summary>The same operation on other inputs of the same types; shapes are checked anew.</summary>
    internal abstract Node WithInputs(ImmutableArray<Node> inputs);

    /// <summary>Wraps the node in a handle.</summary>
    internal abstract DelayedArray ToArray();

    /// <summary>Whether both describe the same computation on the same seeds.</summary>
    public bool Equals(Node? other) => other is not null && AreEqual(this, other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as Node);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => _hash;

    /// <summary>The label with shape and element type.</summary>
    public sealed override string ToString() => $"{Label} {Shape} {TypeName}";

    /// <summary>Whether this node alone, inputs aside, does what the other does.</summary>
    internal bool SameOperation(Node other) => _hash == other._hash && GetType() == other.GetType()
        && Shape == other.Shape && Signature.Equals(other.Signature) && Inputs.Length == other.Inputs.Length;
}

/// <summary>Receives what a node asks of its inputs.</summary>
/// <param name="input">The input.</param>
/// <param name="request">What it is asked for.</param>
internal delegate void RequestSink(Node input, BlockRequest request);

/// <summary>A node whose result has elements of type <typeparamref name="T"/>.</summary>
public abstract partial class Node<T> : Node where T : unmanaged
{
    private protected Node(Shape shape, ImmutableArray<Node> inputs, object signature) : base(shape, inputs, signature) { }

    /// <inheritdoc/>
    public sealed override ElementType ElementType => ElementTypes.Of<T>();

    /// <summary>Opens one block for reading by one thread.</summary>
    internal abstract BlockCursor<T> Open(BlockRequest request, BlockContext context);

    /// <summary>Opens one block of a sparse node for reading its entries.</summary>
    internal virtual SparseCursor<T> OpenSparse(BlockRequest request, BlockContext context) =>
        new CompressingCursor<T>(Open(request, context), request.Count, context);

    /// <summary>Opens one block for finding values at positions of it.</summary>
    internal virtual ValueLookup<T> OpenLookup(BlockRequest request, BlockContext context) =>
        new StripLookup<T>(context.Open(this, request), request.Count, context);

    internal sealed override DelayedArray ToArray() => new DelayedArray<T>(this);
}

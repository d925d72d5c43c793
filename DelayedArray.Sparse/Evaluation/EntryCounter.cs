using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>Counts the stored entries under a tree that only selects them.</summary>
internal sealed class EntryCounter<T>(Node<T> root) : IBlockSink where T : unmanaged
{
    private long _total;

    public Node Root => root;

    public ImmutableArray<int> MemoryOrder { get; } = root.Layout.Order;

    /// <summary>Entries counted so far.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>Whether every element of the tree is an element of a sparse seed.</summary>
    public static bool IsSelection(Node root) => Node.InputsFirst(root).All(node => node switch
    {
        Leaf<T> leaf => leaf.Seed is ISparseSeed<T>,
        Rearrange<T> => node.IsSparse,
        Subset<T> or Concatenate<T> => true,
        _ => false,
    });

    public void Consume(long number, Box box, BlockContext context) =>
        Interlocked.Add(ref _total, Count(root, BlockRequest.Of(box, MemoryOrder), context));

    public long BufferBytes(Box box) => 0;

    private static long Count(Node node, BlockRequest request, BlockContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        if (node is Leaf<T> leaf)
            return ((ISparseSeed<T>)leaf.Seed).CountEntries(request, context);
        var total = 0L;
        var repeats = (long)request.Count;
        node.Ask(request, (input, rewritten) =>
        {
            total += Count(input, rewritten, context);
            repeats -= rewritten.Count;
        });
        // An added axis of length 1, along which the same element is taken several times.
        return repeats == 0 ? total : total * (request.Count / (request.Count - repeats));
    }
}

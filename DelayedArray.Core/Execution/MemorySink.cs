namespace DelayedArrays;

/// <summary>Takes blocks into an array in memory.</summary>
internal sealed class MemorySink<T>(Node<T> root) : IBlockSink where T : unmanaged
{
    /// <summary>The elements in C order, once all blocks are consumed.</summary>
    public T[] Values { get; private set; } = [];

    public Node Root => root;

    // Every element is written by some block, so clearing them first would be in vain.
    public void Begin(BlockGrid grid) => Values = GC.AllocateUninitializedArray<T>((int)root.Shape.Count);

    public void Consume(long number, Box box, BlockContext context)
    {
        using var cursor = context.OpenRoot(root, BlockRequest.Of(box));
        cursor.CopyToBox(box, Values, root.Shape, context);
    }
}

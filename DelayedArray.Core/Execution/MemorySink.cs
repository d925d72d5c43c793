namespace DelayedArrays;

/// <summary>Copies blocks into an array in memory.</summary>
internal sealed class MemorySink<T>(Node<T> root) : IBlockSink where T : unmanaged
{
    /// <summary>The elements in C order, available when all blocks are consumed.</summary>
    public T[] Values { get; private set; } = [];

    public Node Root => root;

    // Some block writes every element, so they need not be cleared first.
    public void Begin(BlockGrid grid) => Values = GC.AllocateUninitializedArray<T>((int)root.Shape.Count);

    public void Consume(long number, Box box, BlockContext context)
    {
        using var cursor = context.OpenRoot(root, BlockRequest.Of(box));
        cursor.CopyToBox(box, Values, root.Shape, context);
    }
}

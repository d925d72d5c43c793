namespace DelayedArrays.Hdf5;

/// <summary>Stores an array in a contiguous dataset, block by block.</summary>
internal sealed class Hdf5ContiguousSink<T>(DelayedArray<T> array, Hdf5Dataset dataset) : IBlockSink where T : unmanaged
{
    public Node Root => array.Root;

    public unsafe long BufferBytes(Box box) => box.Count * sizeof(T);

    public void Consume(long number, Box box, BlockContext context)
    {
        using var block = context.Rent<T>(box.Count);
        using (var cursor = context.OpenRoot(array.Root, BlockRequest.Of(box)))
            cursor.CopyTo(block.As<T>(), context);
        using (context.Reading())
            dataset.Write<T>(box.Start.AsSpan(), box.Lengths.AsSpan(), block.As<T>());
    }

    public void Finish() => dataset.Dispose();
}

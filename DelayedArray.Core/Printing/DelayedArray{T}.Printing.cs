namespace DelayedArrays;

public sealed partial class DelayedArray<T>
{
    /// <summary>Formats the shape, the element type and the corners of the data. Only the elements shown are read.</summary>
    public override string ToString() => new ArrayPrinter<T>(this).Print();
}

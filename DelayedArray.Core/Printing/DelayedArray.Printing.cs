namespace DelayedArrays;

public abstract partial class DelayedArray
{
    /// <summary>Formats the expression, one node per line, with shapes, element types and seeds. Reads nothing.</summary>
    public string ToTree() => new TreePrinter(Root).Print();
}

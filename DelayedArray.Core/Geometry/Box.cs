namespace DelayedArrays;

/// <summary>A range of consecutive indices along every axis.</summary>
/// <param name="Start">First index of each axis.</param>
/// <param name="Lengths">Number of indices along each axis.</param>
public readonly record struct Box(Shape Start, Shape Lengths)
{
    /// <summary>Number of elements.</summary>
    public long Count => Lengths.Count;

    /// <summary>Formats the box as <c>start:stop</c> for each axis.</summary>
    public override string ToString()
    {
        var (start, lengths) = (Start, Lengths);
        return $"[{string.Join(", ", Enumerable.Range(0, start.Rank).Select(k => $"{start[k]}:{start[k] + lengths[k]}"))}]";
    }
}

namespace DelayedArrays;

/// <summary>Adds copies of whole arrays to passes.</summary>
public static class PassResults
{
    /// <summary>Evaluates an array into memory, in C order.</summary>
    /// <exception cref="InvalidOperationException">The array has more elements than fit in an array in memory.</exception>
    public static Pending<T[]> ToArray<T>(this Pass pass, DelayedArray<T> array) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(pass);
        ArgumentNullException.ThrowIfNull(array);
        if (array.Shape.Count > Array.MaxLength)
            throw new InvalidOperationException($"an array of shape {array.Shape} has too many elements for memory");
        var sink = new MemorySink<T>(array.Node);
        return pass.Add(sink, () => sink.Values);
    }
}

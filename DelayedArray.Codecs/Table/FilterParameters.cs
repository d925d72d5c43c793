using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>The parameters that HDF5 stores with a filter.</summary>
/// <param name="ElementSize">Bytes per element of the array, used where the values do not say.</param>
/// <param name="Values">The client data values of the filter.</param>
public sealed record FilterParameters(int ElementSize, ImmutableArray<uint> Values)
{
    /// <summary>Single bytes and no values.</summary>
    public static FilterParameters None { get; } = new(1, []);

    /// <summary>The value at an index, or a default where there are not so many.</summary>
    public uint Value(int index, uint defaultValue) =>
        Values.IsDefault || index >= Values.Length ? defaultValue : Values[index];

    /// <summary>The element size that a value states; where it is absent or 0, that of the array. In bytes.</summary>
    public int ElementSizeAt(int index)
    {
        var size = Value(index, 0);
        return size == 0 ? ElementSize : (int)Math.Min(size, int.MaxValue);
    }
}

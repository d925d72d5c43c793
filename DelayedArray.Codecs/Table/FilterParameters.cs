using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>The parameters that HDF5 stores with a filter.</summary>
/// <param name="ElementSize">Bytes per element of the array, used if the values do not give a size.</param>
/// <param name="Values">The client data values of the filter.</param>
public sealed record FilterParameters(int ElementSize, ImmutableArray<uint> Values)
{
    /// <summary>Parameters without values, for elements of one byte.</summary>
    public static FilterParameters None { get; } = new(1, []);

    /// <summary>Gets the value at an index, or a default if there are not that many values.</summary>
    public uint Value(int index, uint defaultValue) =>
        Values.IsDefault || index >= Values.Length ? defaultValue : Values[index];

    /// <summary>
    /// Gets the element size from a value, in bytes. If the value is absent or 0, this is the size of the array's elements.
    /// </summary>
    public int ElementSizeAt(int index)
    {
        var size = Value(index, 0);
        return size == 0 ? ElementSize : (int)Math.Min(size, int.MaxValue);
    }
}

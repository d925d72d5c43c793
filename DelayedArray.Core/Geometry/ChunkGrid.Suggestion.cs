using System.Collections.Immutable;

namespace DelayedArrays;

public sealed partial class ChunkGrid
{
    private const long AutomaticBytes = 1 << 20;
    private const long LargestInherited = 8 << 20;
    private const long SmallestInherited = 16 << 10;

    /// <summary>
    /// Chooses the chunk shape for storing an array. A requested shape is used as it is. The default is the shape of the source's chunks if
    /// they take 16 KiB to 8 MiB, and otherwise a box of at most 1 MiB in the proportions of the array.
    /// </summary>
    /// <param name="array">The array to store.</param>
    /// <param name="wanted">The requested shape; empty for the default.</param>
    /// <exception cref="ArgumentException">The requested shape has another number of axes, or a length below 1.</exception>
    public static Shape Suggest(DelayedArray array, ImmutableArray<long> wanted)
    {
        ArgumentNullException.ThrowIfNull(array);
        var shape = array.Shape;
        if (wanted.IsEmpty)
            return Inherited(array) ?? Automatic(shape, array.ElementType.Size());
        return wanted.Length == shape.Rank && wanted.All(length => length > 0)
            ? new Shape(wanted.AsSpan())
            : throw new ArgumentException($"chunks of shape {string.Join(" x ", wanted)} do not fit an array of shape {shape}", nameof(wanted));
    }

    private static Shape? Inherited(DelayedArray array)
    {
        var ticks = array.Root.Layout.Ticks;
        if (array.Shape.Count == 0 || ticks.Any(axis => axis.IsFree))
            return null;
        var shape = new Shape([.. ticks.Select(axis => axis.LargestPeriod)]);
        var bytes = shape.Count * array.ElementType.Size();
        return bytes is >= SmallestInherited and <= LargestInherited ? shape : null;
    }

    /// <summary>Makes a box in the proportions of the array.</summary>
    private static Shape Automatic(Shape shape, int elementSize)
    {
        long[] lengths = [.. shape.Select(length => Math.Max(length, 1))];
        while (lengths.Aggregate(elementSize * 1.0, (product, length) => product * length) > AutomaticBytes)
        {
            var longest = Array.IndexOf(lengths, lengths.Max());
            lengths[longest] = (lengths[longest] + 1) / 2;
        }
        return new Shape(lengths);
    }
}

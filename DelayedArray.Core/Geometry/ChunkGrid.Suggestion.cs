using System.Collections.Immutable;

namespace DelayedArrays;

public sealed partial class ChunkGrid
{
    private const long AutomaticBytes = 1 << 20;
    private const long LargestInherited = 8 << 20;
    private const long SmallestInherited = 16 << 10;

    /// <summary>
    /// The shape of chunks in which to store an array: the one asked for or, by default, that of the chunks it is read from where
    /// they have 16 KiB to 8 MiB, or else a box of at most 1 MiB in the proportions of the array.
    /// </summary>
    /// <param name="array">What is stored.</param>
    /// <param name="wanted">The shape asked for; empty for none in particular.</param>
    /// <exception cref="ArgumentException">The shape asked for has another number of axes, or a length below 1.</exception>
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

    /// <summary>A box in the array's proportions.</summary>
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

using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>The chunks of what an array is written to.</summary>
internal static class SinkChunks
{
    private const long AutomaticBytes = 1 << 20;
    private const long LargestInherited = 8 << 20;
    private const long SmallestInherited = 16 << 10;

    /// <summary>The chunks asked for or, by default, the source's own where they are moderate, or boxes of at most 1 MiB.</summary>
    /// <param name="array">What is written.</param>
    /// <param name="wanted">The chunks asked for; empty for none in particular.</param>
    /// <exception cref="ArgumentException">They do not fit the array.</exception>
    public static Shape Of(DelayedArray array, ImmutableArray<long> wanted)
    {
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
        Shape shape = new([.. ticks.Select(axis => axis.LargestPeriod)]);
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

namespace DelayedArrays.Zarr;

/// <summary>
/// The registered codec <c>reshape</c> of Zarr 3. It gives chunks another shape but keeps the order of their elements. Decoding has
/// nothing to undo, so this part only checks that the shape is possible.
/// </summary>
internal sealed partial class V3CodingBuilder
{
    /// <summary>Checks that a chunk can have the stated shape.</summary>
    /// <param name="shape">The stated shape: lengths, lists of axes whose lengths are multiplied, and -1 for the rest.</param>
    /// <param name="chunk">The shape of the chunk, in the order of its axes.</param>
    private static void CheckReshape(JsonPart shape, ReadOnlySpan<long> chunk)
    {
        Int128 product = 1;
        var isOpen = false;
        var nextAxis = 0;
        foreach (var item in shape.Items(Shape.MaximumRank))
        {
            if (!item.IsArray && item.Whole(-1, long.MaxValue) == -1)
                isOpen = isOpen ? throw shape.Problem("-1 at most once") : true;
            else
                product *= item.IsArray ? ReshapedLengths(item, chunk, ref nextAxis) : item.Whole(1, long.MaxValue);
            if (product < 1 || product > long.MaxValue)
                throw shape.Problem("lengths whose product fits in 63 bits");
        }
        Int128 count = 1;
        foreach (var length in chunk)
            count *= length;
        if (isOpen ? count % product != 0 : count != product)
            throw shape.Problem($"a shape of the {count} elements of a chunk");
    }

    private static Int128 ReshapedLengths(JsonPart axes, ReadOnlySpan<long> chunk, ref int nextAxis)
    {
        Int128 product = 1;
        foreach (var item in axes.Items(Shape.MaximumRank))
        {
            var axis = (int)item.Whole(nextAxis, chunk.Length - 1);
            nextAxis = axis + 1;
            product *= chunk[axis];
            if (product > long.MaxValue)
                throw axes.Problem("lengths whose product fits in 63 bits");
        }
        return product;
    }
}

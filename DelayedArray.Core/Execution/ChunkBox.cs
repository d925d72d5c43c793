namespace DelayedArrays;

/// <summary>The chunks that a part of an array needs: the first one and the number of them along each axis.</summary>
internal readonly record struct ChunkBox(long[] First, long[] Count, long Chunks = 0)
{
    /// <summary>Whether the chunks are consecutive along each axis.</summary>
    public bool IsContiguous => !Array.Exists(First, first => first < 0);

    /// <summary>Whether another box lies within this one.</summary>
    public bool Contains(ChunkBox other)
    {
        for (var axis = 0; axis < First.Length; axis++)
        {
            if (First[axis] < 0 || other.First[axis] < First[axis] || other.First[axis] + other.Count[axis] > First[axis] + Count[axis])
                return false;
        }
        return true;
    }

    /// <summary>
    /// Counts the chunks that lie in at least one of the boxes: chunks in the first, plus chunks in the others, minus chunks in both.
    /// </summary>
    public static long Union(IReadOnlyList<ChunkBox> boxes)
    {
        if (boxes.Count == 0)
            return 0;
        ChunkBox[] rest = [.. boxes.Skip(1)];
        ChunkBox[] both = [.. rest.Select(boxes[0].Intersect).OfType<ChunkBox>()];
        return Saturated.Add(boxes[0].Chunks, Union(rest) - Union(both));
    }

    private ChunkBox? Intersect(ChunkBox other)
    {
        var box = new ChunkBox(new long[First.Length], new long[First.Length]);
        var chunks = 1L;
        for (var axis = 0; axis < First.Length; axis++)
        {
            box.First[axis] = Math.Max(First[axis], other.First[axis]);
            box.Count[axis] = Math.Min(First[axis] + Count[axis], other.First[axis] + other.Count[axis]) - box.First[axis];
            if (box.Count[axis] <= 0)
                return null;
            chunks = Saturated.Multiply(chunks, box.Count[axis]);
        }
        return box with { Chunks = chunks };
    }
}

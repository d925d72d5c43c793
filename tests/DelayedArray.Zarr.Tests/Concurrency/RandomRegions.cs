namespace DelayedArrays.ZarrTests;

/// <summary>A matrix cut at random into boxes that together have each element once. Element (i, j) has the value i * columns + j + 1.</summary>
internal static class RandomRegions
{
    /// <summary>Its shape, which no chunk divides.</summary>
    public static Shape Shape { get; } = new(211, 233);

    /// <summary>The matrix when all boxes have been written.</summary>
    public static DelayedArray<int> Whole => Delayed.FromFunction<int>(Shape, at => (int)((at[0] * Shape[1]) + at[1] + 1));

    /// <summary>The boxes, in no order.</summary>
    public static Box[] Cut(int count, int seed)
    {
        Random random = new(seed);
        PriorityQueue<Box, long> boxes = new();
        Add(new Box(new Shape(0, 0), Shape));
        while (boxes.Count < count)
        {
            var box = boxes.Dequeue();
            var axis = box.Lengths[0] > 1 && (box.Lengths[1] == 1 || random.Next(2) == 0) ? 0 : 1;
            var length = random.NextInt64(1, box.Lengths[axis]);
            Add(new Box(box.Start, With(box.Lengths, axis, length)));
            Add(new Box(With(box.Start, axis, box.Start[axis] + length), With(box.Lengths, axis, box.Lengths[axis] - length)));
        }
        var cut = boxes.UnorderedItems.Select(item => item.Element).ToArray();
        random.Shuffle(cut);
        return cut;

        // The largest is cut first, so that there is always one that can be.
        void Add(Box box) => boxes.Enqueue(box, -box.Count);
    }

    /// <summary>Writes every so-manieth box.</summary>
    public static void Write(ZarrArrayEditor editor, Box[] boxes, int first, int step)
    {
        for (var i = first; i < boxes.Length; i += step)
            editor.Write(boxes[i].Start.AsSpan(), WriteSamples.Take(Whole, boxes[i]), new() { Workers = 1 });
    }

    private static Shape With(Shape shape, int axis, long length) => axis == 0 ? new(length, shape[1]) : new(shape[0], length);
}

namespace DelayedArrays.ZarrTests;

/// <summary>Random changes of stored arrays, compared with the same changes of an array in memory.</summary>
public sealed class ZarrArrayEditorTests : IDisposable
{
    private const int Steps = 500;
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, false, "memory", 1)]
    [InlineData(3, false, "folder", 2)]
    [InlineData(3, true, "memory", 3)]
    [InlineData(3, true, "zip", 4)]
    public void RandomRegionsAppendsAndSizes(int version, bool shards, string kind, int seed)
    {
        using ZarrStore store = kind switch
        {
            "memory" => new MemoryZarrStore(),
            "zip" => ZipZarrStore.Create(_folder["a.zip"]),
            _ => new DirectoryZarrStore(_folder["a.zarr"], new(Writable: true)),
        };
        Model model = new([13, 9, 4], -7);
        model.ToArray().WriteZarr(store, "a", new()
        {
            Version = version,
            Chunks = [4, 3, 4],
            Shards = shards ? [8, 6, 4] : [],
            FillValue = model.Fill,
            IsFortranOrder = seed % 2 == 0,
        });
        var editor = ZarrArrayEditor.Open(store, "a");
        Random random = new(seed);
        for (var step = 0; step < Steps; step++)
        {
            Change(editor, model, random);
            Read(store, model, random);
        }
        WriteSamples.AssertEqual(model.ToArray(), ZarrArray.Open(store, "a"));
        Assert.Equal(model.Shape, editor.Info.Shape);
    }

    [Fact]
    public void WhatIsWrongIsSaid()
    {
        MemoryZarrStore store = new();
        WriteSamples.Array<int>(10, 10).WriteZarr(store, "a");
        var editor = ZarrArrayEditor.Open(store, "a");
        Assert.Throws<ArgumentException>(() => editor.Write([5, 5], WriteSamples.Array<int>(5, 6)));
        Assert.Throws<ArgumentException>(() => editor.Write([5], WriteSamples.Array<int>(5)));
        Assert.Throws<ArgumentException>(() => editor.Write([0, 0], WriteSamples.Array<long>(5, 5)));
        Assert.Throws<ShapeMismatchException>(() => editor.Append(0, WriteSamples.Array<int>(5, 9)));
        Assert.Throws<ArgumentException>(() => editor.Resize([3]));
        Assert.Throws<ArrayFormatException>(() => ZarrArrayEditor.Open(store, "b"));
        WriteSamples.AssertEqual(WriteSamples.Array<int>(10, 10), editor.Read());
    }

    [Fact]
    public void AnAppendThatFailsLeavesTheArrayAsItWas()
    {
        MemoryZarrStore store = new();
        var array = WriteSamples.Array<int>(10, 10);
        array.WriteZarr(store, "a", new() { Chunks = [4, 4] });
        var editor = ZarrArrayEditor.Open(store, "a");
        var bad = Delayed.FromFunction<int>([20, 10], at => at[0] < 15 ? 1 : throw new InvalidOperationException("here"));
        Assert.Throws<InvalidOperationException>(() => editor.Append(0, bad));
        WriteSamples.AssertEqual(array, ZarrArray.Open(store, "a"));
        // What the append left beyond the edge does not come to light.
        editor.Resize([30, 10]);
        WriteSamples.AssertEqual(Delayed.Concatenate(0, array, Delayed.Constant(0, 20, 10)), ZarrArray.Open(store, "a"));
    }

    [Fact]
    public void ManyChunksAreRemovedWhenAnArrayShrinks()
    {
        foreach (var version in (int[])[2, 3])
        {
            MemoryZarrStore store = new();
            WriteSamples.Array<byte>(2000, 3).WriteZarr(store, "a", new() { Chunks = [1, 1], Version = version });
            ZarrArrayEditor.Open(store, "a").Resize([2, 2]);
            Assert.Equal(6, store.AllKeys().Count);
            WriteSamples.AssertEqual(WriteSamples.Array<byte>(2000, 3)[..2, ..2], ZarrArray.Open(store, "a"));
        }
    }

    [PythonFact("zarr")]
    public void ZarrPythonReadsWhatWasChanged()
    {
        using DirectoryZarrStore store = new(_folder["a.zarr"], new(Writable: true));
        WriteSamples.Array<int>(10, 10).WriteZarr(store, "", new() { Chunks = [4, 4] });
        var editor = ZarrArrayEditor.Open(store);
        editor.Write([3, 3], Delayed.Constant(-1, 2, 6));
        editor.Append(1, Delayed.Constant(-2, 10, 3));
        editor.Resize([11, 13]);
        var printed = Python.Run(
            """
            import sys, zarr
            a = zarr.open(sys.argv[1], mode="r+")
            print(a.shape, a[4].tolist(), a[10].tolist())
            a.append(a[:2])
            a[0, 0] = 99
            """, _folder["a.zarr"]);
        Assert.Equal(
            "(11, 13) [66, 2, 39, -1, -1, -1, -1, -1, -1, 96, -2, -2, -2] [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]", printed);
        Assert.Equal([99, 37, 74], ZarrArray.Open<int>(store)[0, ..3].ToArray());
        Assert.Equal(new Shape(13, 13), ZarrArray.Open(store).Shape);
    }

    private static void Change(ZarrArrayEditor editor, Model model, Random random)
    {
        var choice = random.Next(20);
        if (choice == 0)
        {
            Shape shape = new(random.Next(0, 24), random.Next(0, 16), random.Next(1, 7));
            editor.Resize(shape);
            model.Resize(shape);
        }
        else if (choice is 1 or 2 && model.Shape.Count < 3000)
        {
            var axis = random.Next(3);
            var added = With(model.Shape, axis, random.Next(0, 6));
            var values = Values(added, random);
            editor.Append(axis, values);
            var start = With(new Shape(0, 0, 0), axis, model.Shape[axis]);
            model.Resize(With(model.Shape, axis, model.Shape[axis] + added[axis]));
            model.Write(new Box(start, added), values.ToArray());
        }
        else
        {
            var box = RandomBox(model.Shape, random);
            var values = Values(box.Lengths, random);
            editor.Write(box.Start.AsSpan(), values);
            model.Write(box, values.ToArray());
        }
    }

    private static void Read(ZarrStore store, Model model, Random random)
    {
        var box = RandomBox(model.Shape, random);
        var found = WriteSamples.Take(ZarrArray.Open(store, "a"), box).As<int>();
        Assert.Equal(model.Read(box), found.ToArray());
    }

    private static Shape With(Shape shape, int axis, long length)
    {
        var lengths = shape.ToArray();
        lengths[axis] = length;
        return new Shape(lengths);
    }

    private static DelayedArray<int> Values(Shape shape, Random random) =>
        Delayed.FromMemory([.. Enumerable.Range(0, (int)shape.Count).Select(_ => random.Next())], shape);

    private static Box RandomBox(Shape shape, Random random)
    {
        long[] start = [.. shape.Select(length => random.NextInt64(length + 1))];
        return new(new Shape(start), new Shape([.. shape.Select((length, axis) => random.NextInt64(length - start[axis] + 1))]));
    }

    /// <summary>An array in memory, changed element by element.</summary>
    private sealed class Model
    {
        private readonly Dictionary<(long, long, long), int> _values = [];

        public Model(Shape shape, int fill)
        {
            Shape = shape;
            Fill = fill;
        }

        public int Fill { get; }

        public Shape Shape { get; private set; }

        public DelayedArray<int> ToArray() => Delayed.FromMemory(Read(new Box([0, 0, 0], Shape)), Shape);

        public int[] Read(Box box) => [.. Places(box).Select(at => _values.GetValueOrDefault(at, Fill))];

        public void Write(Box box, int[] values)
        {
            var i = 0;
            foreach (var at in Places(box))
                _values[at] = values[i++];
        }

        public void Resize(Shape shape)
        {
            foreach (var at in _values.Keys.Where(at => at.Item1 >= shape[0] || at.Item2 >= shape[1] || at.Item3 >= shape[2]).ToList())
                _values.Remove(at);
            Shape = shape;
        }

        private static IEnumerable<(long, long, long)> Places(Box box)
        {
            for (long i = 0; i < box.Lengths[0]; i++)
            {
                for (long j = 0; j < box.Lengths[1]; j++)
                {
                    for (long k = 0; k < box.Lengths[2]; k++)
                        yield return (box.Start[0] + i, box.Start[1] + j, box.Start[2] + k);
                }
            }
        }
    }
}

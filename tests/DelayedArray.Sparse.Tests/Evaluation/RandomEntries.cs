using System.Numerics;

namespace DelayedArrays.Tests;

/// <summary>
/// Random compressed matrices: unsorted lines, repeated entries, explicit zeros, empty lines; every width of indices; parts held
/// in memory or in odd chunks; panels of a few entries.
/// </summary>
internal static class RandomEntries
{
    public static SparseTwin<T> Leaf<T>(Random random, long[] shape) where T : unmanaged
    {
        var axis = random.Next(2);
        var isLarge = shape[0] * shape[1] > 2000;
        var (offsets, indices, values, dense) = Entries<T>(random, shape, axis, isLarge ? 60 : random.Next(5) * 20);
        var twin = Delayed.FromMemory(dense, new Shape(shape));
        if (random.Next(6) == 0)
        {
            var matrix = SparseMatrix.FromCompressed(
                new Shape(shape), axis == 0 ? SparseLayout.Csr : SparseLayout.Csc, offsets, indices, values);
            return new(matrix.WithSegmentLimit(random.Next(1, 50)).AsDelayed(), twin);
        }
        var panel = isLarge || random.Next(5) == 0 ? PanelEdges.TargetEntries : random.Next(1, 30);
        return new(Delayed.FromSeed(new CompressedSparseSeed<T>(new CompressedParts(
            new Shape(shape), axis, offsets, Indices(random, indices, shape[1 - axis]), Vector(random, values),
            new SparseLocation("Random")), panel)), twin);
    }

    /// <summary>A value as they are stored, zeros and what is no number now and then.</summary>
    public static T Value<T>(Random random) where T : unmanaged => typeof(T) == typeof(bool)
        ? (T)(object)(random.Next(6) > 0)
        : (T)ElementTypes.Of<T>().DispatchNumeric(new Numbers(random));

    private static (long[] Offsets, long[] Indices, T[] Values, T[] Dense) Entries<T>(Random random, long[] shape, int axis, int percent)
        where T : unmanaged
    {
        var (lines, minors) = (shape[axis], shape[1 - axis]);
        var (isSorted, repeats) = (random.Next(2) == 0, random.Next(2) == 0);
        var offsets = new long[lines + 1];
        var (indices, values) = (new List<long>(), new List<T>());
        var dense = new T[shape[0] * shape[1]];
        for (var line = 0L; line < lines; line++)
        {
            var taken = random.Next(5) == 0 ? [] : Line(random, minors, percent, isSorted, repeats);
            var seen = new Dictionary<long, List<T>>();
            foreach (var minor in taken)
            {
                ref var element = ref dense[axis == 0 ? (line * minors) + minor : (minor * lines) + line];
                if (!seen.TryGetValue(minor, out var before))
                    seen.Add(minor, before = []);
                var value = before.Count == 0 ? Value<T>(random) : Samples<T>.Instance.Next(random);
                if (!TryAdd(ref element, before, value))
                    continue;
                indices.Add(minor);
                values.Add(value);
            }
            offsets[line + 1] = indices.Count;
        }
        return (offsets, [.. indices], [.. values], dense);
    }

    private static long[] Line(Random random, long minors, int percent, bool isSorted, bool repeats)
    {
        var taken = new List<long>();
        for (var minor = 0L; minor < minors; minor++)
        {
            while (random.Next(100) < percent)
            {
                taken.Add(minor);
                if (!repeats || random.Next(3) > 0)
                    break;
            }
        }
        var line = taken.ToArray();
        if (!isSorted)
            random.Shuffle(line);
        return line;
    }

    /// <summary>Adds all entries of an element in the order of storage. A sum that does not fit its type is not made.</summary>
    private static bool TryAdd<T>(ref T element, List<T> before, T value) where T : unmanaged
    {
        try
        {
            element = before.Count == 0 ? value : Samples<T>.Instance.Sum([.. before, value]);
            before.Add(value);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static DelayedArray Indices(Random random, long[] indices, long length)
    {
        ElementType[] fitting = [.. Enumerable.Range((int)ElementType.Int8, 8).Select(type => (ElementType)type)
            .Where(type => length <= 120 || type.Size() > 1)];
        return fitting[random.Next(fitting.Length)].DispatchNumeric(new IndexVector(random, indices));
    }

    private static DelayedArray<T> Vector<T>(Random random, T[] values) where T : unmanaged
    {
        if (values.Length == 0 || random.Next(3) == 0)
            return values;
        if (random.Next(4) == 0)
        {
            var middle = random.Next(values.Length + 1);
            return Delayed.Concatenate(0, Vector(random, values[..middle]), Vector(random, values[middle..]));
        }
        return Delayed.FromSeed(new VectorSeed<T>(values, random.Next(4) == 0 ? 10_000 : random.Next(1, 40)));
    }

    private sealed class IndexVector(Random random, long[] indices) : INumericVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Vector(random, Array.ConvertAll(indices, T.CreateChecked));
    }

    private sealed class Numbers(Random random) : INumericVisitor<object>
    {
        public object Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => ElementTypes.Of<T>().IsFloat()
            ? random.Next(60) switch
            {
                0 => T.CreateTruncating(double.NaN),
                1 => T.CreateTruncating(double.PositiveInfinity),
                2 => T.CreateTruncating(double.NegativeInfinity),
                3 => T.CreateTruncating(-0.0),
                < 7 => T.Zero,
                < 30 => T.CreateTruncating(random.Next(-6, 10)),
                _ => T.CreateTruncating((random.NextDouble() - 0.3) * 10),
            }
            : random.Next(30) switch
            {
                0 => T.MinValue,
                1 => T.MaxValue,
                < 4 => T.Zero,
                _ => T.CreateSaturating(random.Next(-5, 12)),
            };
    }
}

using System.Numerics;

namespace DelayedArrays.Tests;

/// <summary>
/// Mostly compressed matrices: unsorted lines, repeated entries, explicit zeros, empty lines; every width of indices; parts held
/// in memory or in odd chunks; panels of a few entries.
/// </summary>
internal sealed class SparseLeaves : Leaves
{
    // After many operations few trees are sparse.
    public override int MaxSteps => 7;

    public override long[] Shape(Random random) => random.Next(30) switch
    {
        0 => [0, random.Next(6)],
        1 => [random.Next(6), 0],
        2 => [1, random.Next(1, 60)],
        3 => [random.Next(1, 60), 1],
        4 => [random.Next(30, 40), random.Next(50, 60)],
        _ => [random.Next(1, 25), random.Next(1, 25)],
    };

    protected override (ISeed<T> Seed, Dense<T> Naive) MakeStored<T>(Random random, long[] shape, Func<Random, T> value)
    {
        if (shape.Length != 2 || random.Next(12) == 0)
            return base.MakeStored(random, shape, value);
        var axis = random.Next(2);
        var (offsets, indices, values, dense) = Entries(random, shape, axis, value);
        var naive = new Dense<T>(dense, shape);
        if (random.Next(6) == 0)
        {
            var matrix = SparseMatrix.FromCompressed(
                new Shape(shape), axis == 0 ? SparseLayout.Csr : SparseLayout.Csc, offsets, indices, values);
            return ((ISeed<T>)matrix.WithSegmentLimit(random.Next(1, 50)).AsDelayed().Seeds.Single(), naive);
        }
        var panel = IsLarge(shape) || random.Next(5) == 0 ? PanelEdges.TargetEntries : random.Next(1, 30);
        return (new CompressedSparseSeed<T>(new CompressedParts(
            new Shape(shape), axis, offsets, Indices(random, indices, shape[1 - axis]), Vector(random, values),
            new SparseLocation("Random")), panel), naive);
    }

    private static bool IsLarge(long[] shape) => shape[0] * shape[1] > 1500;

    private static (long[] Offsets, long[] Indices, T[] Values, T[] Dense) Entries<T>(
        Random random, long[] shape, int axis, Func<Random, T> next) where T : unmanaged
    {
        var (lines, minors) = (shape[axis], shape[1 - axis]);
        var percent = IsLarge(shape) ? 60 : random.Next(5) * 20;
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
                var value = before.Count == 0 ? next(random) : Samples<T>.Instance.Next(random);
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
}

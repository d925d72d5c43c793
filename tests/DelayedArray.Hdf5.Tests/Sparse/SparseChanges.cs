namespace DelayedArrays.Tests;

/// <summary>A series of changes to a sparse group, such that the matrix after each is known.</summary>
internal abstract class SparseChanges
{
    protected const int Rows = 300;
    protected const int Columns = 60;

    private static readonly Hdf5SparseWriteOptions Options = new() { ChunkLength = 1000, Overwrite = true };

    /// <summary>The matrix, in C order, after <paramref name="count"/> changes.</summary>
    public abstract float[] After(int count);

    /// <summary>Makes the change that leads from <see cref="After"/>(number) to <see cref="After"/>(number + 1).</summary>
    public abstract void Apply(string path, int number);

    public static SparseChanges Of(string kind) => kind switch
    {
        "write" => new Writing(),
        "append" => new Appending(),
        "edit" => new Editing(),
        "add" => new Adding(),
        "remove" => new Removing(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown"),
    };

    /// <summary>What the file has, as <see cref="After"/> gives it.</summary>
    public virtual float[] Read(string path) => SparseSamples.Dense<float>(path, "X");

    /// <summary>Writes the matrix before all changes.</summary>
    public virtual void Begin(string path)
    {
        var values = After(0);
        Delayed.FromMemory(values, values.Length / Columns, Columns).WriteHdf5Sparse(path, "X", Options);
    }

    private static float[] Base(int seed, int rows) => SparseSamples.Random<float>(seed, rows, Columns, 0.3);

    private sealed class Writing : SparseChanges
    {
        public override float[] After(int count) => Base(count, Rows);

        public override void Apply(string path, int number) => Delayed.FromMemory(After(number + 1), Rows, Columns).WriteHdf5Sparse(
            path, "X", Options with { Layout = number % 2 == 0 ? SparseLayout.Csc : SparseLayout.Csr });
    }

    private sealed class Appending : SparseChanges
    {
        private const int Added = 7;

        public override float[] After(int count) =>
            [.. Base(0, Rows), .. Enumerable.Range(1, count).SelectMany(number => Base(number, Added))];

        public override void Apply(string path, int number) =>
            Hdf5SparseMatrix.Append(path, "X", Delayed.FromMemory(Base(number + 1, Added), Added, Columns));
    }

    private sealed class Editing : SparseChanges
    {
        public override float[] After(int count) => Array.ConvertAll(Base(0, Rows), value => value * (count + 1));

        public override void Apply(string path, int number) =>
            Hdf5SparseMatrix.SetValues(path, "X", (0, 0), Delayed.FromMemory(After(number + 1), Rows, Columns));
    }

    /// <summary>Of datasets beside the matrix the last is removed, so that the file becomes shorter.</summary>
    private sealed class Removing : SparseChanges
    {
        private const int Datasets = 4;

        public override float[] After(int count) => [.. Base(0, Rows), .. Enumerable.Range(0, Math.Max(0, Datasets - count)).Select(k => (float)k)];

        public override void Begin(string path)
        {
            Delayed.FromMemory(Base(0, Rows), Rows, Columns).WriteHdf5Sparse(path, "X", Options);
            for (var k = 0; k < Datasets; k++)
                Delayed.FromMemory(Enumerable.Repeat((float)k, 1700).ToArray(), 1700).WriteHdf5(path, $"d{k}", new() { IsContiguous = true });
        }

        public override void Apply(string path, int number)
        {
            using var transaction = Hdf5Transaction.Begin(path);
            if (number < Datasets)
                transaction.File.Root.Delete($"d{Datasets - 1 - number}");
            transaction.Commit();
        }

        public override float[] Read(string path)
        {
            var values = base.Read(path);
            using var file = Hdf5File.OpenRead(path);
            for (var k = 0; file.Exists($"d{k}"); k++)
            {
                var found = Hdf5Array.Open(file.OpenDataset($"d{k}")).As<float>().ToArray();
                Assert.All(found, value => Assert.Equal(k, value));
                values = [.. values, found[0]];
            }
            return values;
        }
    }

    /// <summary>Datasets are added beside the matrix, with chunks and without.</summary>
    private sealed class Adding : SparseChanges
    {
        public override float[] After(int count) => [.. Base(0, Rows), .. Enumerable.Range(1, count).SelectMany(number => Base(number, 20))];

        public override void Apply(string path, int number) => Delayed.FromMemory(Base(number + 1, 20), 20, Columns).WriteHdf5(
            path, $"added/{number}", new() { IsContiguous = number % 2 == 0, Chunks = number % 2 == 0 ? [] : [7, 11] });

        public override float[] Read(string path)
        {
            var values = base.Read(path);
            using var file = Hdf5File.OpenRead(path);
            for (var number = 0; file.Exists($"added/{number}"); number++)
                values = [.. values, .. Hdf5Array.Open(file.OpenDataset($"added/{number}")).As<float>().ToArray()];
            return values;
        }
    }
}

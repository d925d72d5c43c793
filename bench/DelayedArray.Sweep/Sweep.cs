namespace DelayedArrays.Benchmarks;

/// <summary>All cells: of each element type dense, in rows and in columns, of files, and of whole processes.</summary>
/// <param name="folder">The inputs of the whole jobs.</param>
/// <param name="size">Rows and columns of dense matrices.</param>
internal sealed class Sweep(string folder, int size)
{
    /// <summary>The cells, input after input. Nothing is read or computed before one is run.</summary>
    public IEnumerable<SweepCell> Cells() =>
    [
        .. Enum.GetValues<ElementType>().SelectMany(type => type.Dispatch(new Dense(new DenseInput(type, size)))),
        .. from layout in Enum.GetValues<SparseLayout>()
           from type in Enum.GetValues<ElementType>()
           from cell in type.Dispatch(new Sparse(Path.Combine(folder, "sparse.h5ad"), layout))
           select cell,
        .. new FileCells(folder).All(),
        .. new ProcessCells(folder).All(),
    ];

    private sealed class Dense(DenseInput input) : IElementVisitor<IEnumerable<SweepCell>>
    {
        public IEnumerable<SweepCell> Visit<T>() where T : unmanaged => new DenseCells<T>(input).All();
    }

    private sealed class Sparse(string path, SparseLayout layout) : IElementVisitor<IEnumerable<SweepCell>>
    {
        public IEnumerable<SweepCell> Visit<T>() where T : unmanaged => new SparseCells<T>(new SparseInput<T>(path, layout)).All();
    }
}

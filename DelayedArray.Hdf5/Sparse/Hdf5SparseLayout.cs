namespace DelayedArrays;

/// <summary>How a group holds a compressed sparse matrix.</summary>
/// <param name="Variant">The convention it follows: <c>h5ad</c>, <c>h5sparse</c>, <c>10x</c>, <c>h5seurat</c> or <c>bare</c>.</param>
/// <param name="Shape">Rows and columns.</param>
/// <param name="Layout">Whether rows or columns are compressed.</param>
public sealed record Hdf5SparseLayout(string Variant, Shape Shape, SparseLayout Layout)
{
    // Of groups below that are named in a message.
    private const int MostNames = 16;

    private static readonly string[] Parts = ["data", "indices", "indptr"];

    /// <summary>Whether a group has the three datasets of a compressed sparse matrix.</summary>
    public static bool IsSparse(Hdf5Group group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return Array.TrueForAll(Parts, group.Exists);
    }

    /// <summary>Whether a sparse group says how it is compressed and of which shape it is.</summary>
    /// <exception cref="ArrayFormatException">It says what cannot be.</exception>
    public static bool IsStated(Hdf5Group group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return Stated(group) is { Layout: not null, Shape: not null };
    }

    /// <summary>
    /// Finds out from attributes and members how a group holds a matrix: anndata's <c>encoding-type</c> and <c>shape</c>, the older
    /// <c>h5sparse_format</c> and <c>h5sparse_shape</c>, 10x Genomics' dataset <c>shape</c> (features by barcodes, compressed by
    /// barcode), or Seurat's <c>dims</c>.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <param name="layout">What the caller knows; goes before what the group says.</param>
    /// <param name="shape">What the caller knows; goes before what the group says.</param>
    /// <exception cref="ArrayFormatException">It is no such group, or does not say enough.</exception>
    public static Hdf5SparseLayout Detect(Hdf5Group group, SparseLayout? layout = null, Shape? shape = null)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (Array.Find(Parts, part => !group.Exists(part)) is { } missing)
            throw Problem(group, $"the group has no dataset '{missing}'; a compressed sparse matrix has data, indices and indptr{Below(group)}");
        var (variant, statedLayout, statedShape) = Stated(group);
        if ((layout ?? statedLayout) is not { } knownLayout)
            throw Problem(group, "does not say whether rows or columns are compressed; tell it by the layout, Csr or Csc (darray: --layout)");
        if ((shape ?? statedShape) is not { } knownShape)
            throw Problem(group, "does not say the shape of the matrix; tell it by the shape, rows and columns (darray: --shape)");
        return new Hdf5SparseLayout(variant, knownShape, knownLayout);
    }

    private static (string Variant, SparseLayout? Layout, Shape? Shape) Stated(Hdf5Group group)
    {
        var attributes = group.Attributes;
        if (attributes.Find("encoding-type") is { } encoding && Format(encoding, "_matrix") is { } current)
            return ("h5ad", current, ShapeOf(group, "shape") ?? ShapeOf(group, "h5sparse_shape"));
        if (attributes.Find("h5sparse_format") is { } old)
            return ("h5sparse", Format(old, ""), ShapeOf(group, "h5sparse_shape") ?? ShapeOf(group, "shape"));
        if (group.Exists("shape"))
            return ("10x", SparseLayout.Csc, ShapeDataset(group));
        if (attributes.Contains("dims"))
            return ("h5seurat", SparseLayout.Csc, ShapeOf(group, "dims"));
        return ("bare", null, ShapeOf(group, "shape") ?? ShapeOf(group, "h5sparse_shape"));
    }

    private static SparseLayout? Format(Hdf5Attribute attribute, string ending)
    {
        if (attribute.Type.Class != Hdf5TypeClass.String || attribute.Length != 1)
            return null;
        var text = attribute.ReadString();
        return text == "csr" + ending ? SparseLayout.Csr : text == "csc" + ending ? SparseLayout.Csc : null;
    }

    private static Shape? ShapeOf(Hdf5Group group, string name)
    {
        if (group.Attributes.Find(name) is not { } attribute)
            return null;
        if (attribute.Length != 2 || attribute.Type.Element is null)
            throw Problem(group, $"the attribute '{name}' is {attribute.Type} of {attribute.Length} elements; expected two whole numbers");
        return ShapeOf(group, $"attribute '{name}'", attribute.ReadDoubleArray());
    }

    private static Shape ShapeDataset(Hdf5Group group)
    {
        using var dataset = group.OpenDataset("shape");
        if (dataset.Length != 2 || dataset.Type.Element is null)
            throw Problem(group, $"the dataset 'shape' is {dataset.Type} of {dataset.Length} elements; expected two whole numbers");
        return ShapeOf(group, "dataset 'shape'", dataset.ReadAll<double>());
    }

    // Shapes are also stored as floating-point numbers.
    private static Shape ShapeOf(Hdf5Group group, string what, double[] lengths)
    {
        const double Most = 1L << 53;
        if (Array.Exists(lengths, length => !(length >= 0 && length <= Most && length == Math.Floor(length))))
            throw Problem(group, $"the {what} is ({lengths[0]}, {lengths[1]}); expected two whole numbers from 0 to 2^53");
        if (lengths[0] * lengths[1] >= long.MaxValue)
            throw Problem(group, $"the {what} is ({lengths[0]}, {lengths[1]}); expected fewer than 2^63 elements");
        return new Shape((long)lengths[0], (long)lengths[1]);
    }

    /// <summary>Names the matrices in a group that is none: early files of 10x Genomics have one per genome.</summary>
    internal static string Below(Hdf5Group group)
    {
        string[] found = [.. group.Names.Where(name => Array.TrueForAll(Parts, part => group.Exists($"{name}/{part}"))).Take(MostNames)];
        return found.Length == 0 ? "" : $"; in it there are {string.Join(", ", found)}: choose one";
    }

    private static ArrayFormatException Problem(Hdf5Group group, string problem) => new(group.File.Path, group.Path, problem);
}

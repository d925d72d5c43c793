namespace DelayedArrays;

/// <summary>How a group holds a compressed sparse matrix.</summary>
/// <param name="Dialect">The convention that the group follows.</param>
/// <param name="Shape">Rows and columns.</param>
/// <param name="Layout">Whether rows or columns are compressed.</param>
public sealed record SparseGroupInfo(SparseDialect Dialect, Shape Shape, SparseLayout Layout)
{
    private const string Encoding = "encoding-type";
    private const string EncodingVersion = "encoding-version";
    private const string OldFormat = "h5sparse_format";
    private const string ShapeName = "shape";
    private const string OldShape = "h5sparse_shape";
    private const string SeuratShape = "dims";

    // anndata names SciPy's matrices or arrays. h5sparse names only the format.
    private static readonly Dictionary<(string Attribute, string Text), SparseLayout> Formats = new()
    {
        [(Encoding, "csr_matrix")] = SparseLayout.Csr,
        [(Encoding, "csr_array")] = SparseLayout.Csr,
        [(Encoding, "csc_matrix")] = SparseLayout.Csc,
        [(Encoding, "csc_array")] = SparseLayout.Csc,
        [(OldFormat, "csr")] = SparseLayout.Csr,
        [(OldFormat, "csc")] = SparseLayout.Csc,
    };

    // A group follows the first convention whose mark it has. A statement of the layout comes before a shape that only implies it.
    private static readonly Convention[] Conventions =
    [
        new(SparseDialect.H5ad, group => FormatOf(group, Encoding) is not null, group => FormatOf(group, Encoding), ShapeIn(ShapeName, OldShape)),
        new(SparseDialect.H5Sparse, group => group.FindStatement(OldFormat) is not null, group => FormatOf(group, OldFormat), ShapeIn(OldShape, ShapeName)),
        new(SparseDialect.TenX, group => group.Has(SparseParts.Shape), _ => SparseLayout.Csc, ShapePart),
        new(SparseDialect.H5Seurat, group => group.FindStatement(SeuratShape) is not null, _ => SparseLayout.Csc, group => ShapeOf(group, SeuratShape)),
        new(SparseDialect.Bare, _ => true, _ => null, ShapeIn(ShapeName, OldShape)),
    ];

    // The most matrices below a group that a message names.
    private const int MaxNames = 16;

    /// <summary>The name of the dialect: <c>h5ad</c>, <c>h5sparse</c>, <c>10x</c>, <c>h5seurat</c> or <c>bare</c>.</summary>
    public string DialectName => Dialect == SparseDialect.TenX ? "10x" : Dialect.ToString().ToLowerInvariant();

    /// <summary>Whether the caller gave something that differs from what the group states.</summary>
    internal bool IsOverridden { get; private init; }

    /// <summary>Whether a group states both layout and shape.</summary>
    /// <exception cref="ArrayFormatException">The stated shape is invalid.</exception>
    internal static bool IsStated(SparseGroup group) => Stated(group) is { Layout: not null, Shape: not null };

    /// <summary>Whether attributes alone identify a group as a sparse matrix, so that nothing else has to be looked up.</summary>
    internal static bool IsMarked(SparseGroup group) => FormatOf(group, Encoding) is not null || FormatOf(group, OldFormat) is not null;

    /// <summary>Detects how a group holds its matrix.</summary>
    /// <param name="group">The group.</param>
    /// <param name="layout">The layout, if known. It overrides what the group states.</param>
    /// <param name="shape">The shape, if known. It overrides what the group states.</param>
    /// <exception cref="ArrayFormatException">
    /// A part is missing, or neither the group nor the caller gives the layout and the shape.
    /// </exception>
    internal static SparseGroupInfo Of(SparseGroup group, SparseLayout? layout, Shape? shape)
    {
        if (SparseParts.Required.FirstOrDefault(part => !group.Has(part)) is { } missing)
            throw group.Location.Error($"the group has no {group.PartName} '{missing}'; a compressed sparse matrix has data, indices and indptr{Below(group)}");
        var (dialect, statedLayout, statedShape) = Stated(group);
        if ((layout ?? statedLayout) is not { } knownLayout)
            throw group.Location.Error("does not state whether rows or columns are compressed; state the layout, Csr or Csc (darray: --layout)");
        if ((shape ?? statedShape) is not { } knownShape)
            throw group.Location.Error("does not state the shape of the matrix; state rows and columns (darray: --shape)");
        return new(dialect, knownShape, knownLayout) { IsOverridden = knownLayout != statedLayout || knownShape != statedShape };
    }

    /// <summary>Lists the matrices in a group that is not a matrix itself.</summary>
    internal static string Below(SparseGroup group)
    {
        var names = string.Join(", ", group.MatricesBelow().Take(MaxNames));
        return names.Length == 0 ? "" : $"; it contains {names}: choose one";
    }

    /// <summary>Writes the statements of layout and shape to a new group.</summary>
    internal void State(SparseGroupChange group)
    {
        long[] lengths = [.. Shape];
        if (Dialect == SparseDialect.TenX)
        {
            group.SetNumbers(SparseParts.Shape, lengths);
            return;
        }
        group.SetAttribute(Encoding, Layout == SparseLayout.Csr ? "csr_matrix" : "csc_matrix");
        group.SetAttribute(EncodingVersion, "0.1.0");
        group.SetAttribute(ShapeName, lengths);
    }

    /// <summary>Changes the shape everywhere the group states it.</summary>
    internal static void SetShape(SparseGroup group, SparseGroupChange writer, Shape shape)
    {
        long[] lengths = [.. shape];
        foreach (var name in (ReadOnlySpan<string>)[ShapeName, OldShape, SeuratShape])
        {
            if (group.FindStatement(name) is { Numbers.Count: 2 })
                writer.SetAttribute(name, lengths);
        }
        if (group.Has(SparseParts.Shape))
            writer.SetNumbers(SparseParts.Shape, lengths);
    }

    private static (SparseDialect Dialect, SparseLayout? Layout, Shape? Shape) Stated(SparseGroup group)
    {
        var convention = Array.Find(Conventions, convention => convention.IsMarked(group));
        return (convention.Dialect, convention.Layout(group), convention.Shape(group));
    }

    private static SparseLayout? FormatOf(SparseGroup group, string attribute) =>
        group.FindStatement(attribute)?.Text is { } text && Formats.TryGetValue((attribute, text), out var layout) ? layout : null;

    private static Func<SparseGroup, Shape?> ShapeIn(string first, string second) => group => ShapeOf(group, first) ?? ShapeOf(group, second);

    private static Shape? ShapeOf(SparseGroup group, string name)
    {
        if (group.FindStatement(name) is not { } attribute)
            return null;
        return attribute.Numbers is { Count: 2 } lengths
            ? ShapeOf(group, $"attribute '{name}'", lengths)
            : throw group.Location.Error($"the attribute '{name}' is {attribute.Description}; expected two whole numbers");
    }

    private static Shape? ShapePart(SparseGroup group)
    {
        var part = group.Open(SparseParts.Shape);
        return part.Shape.Count == 2
            ? ShapeOf(group, $"{group.PartName} 'shape'", part.Cast<double>().ToArray())
            : throw group.Location.Error($"the {group.PartName} 'shape' is {part.ElementType.Name()} of {part.Shape.Count} elements; expected two whole numbers");
    }

    // Some files store the shape as floating-point numbers.
    private static Shape ShapeOf(SparseGroup group, string what, IReadOnlyList<double> lengths)
    {
        const double MaxLength = 1L << 53;
        if (lengths.Any(length => !(length >= 0 && length <= MaxLength && length == Math.Floor(length))))
            throw group.Location.Error($"the {what} is ({lengths[0]}, {lengths[1]}); expected two whole numbers from 0 to 2^53");
        if (lengths[0] * lengths[1] >= long.MaxValue)
            throw group.Location.Error($"the {what} is ({lengths[0]}, {lengths[1]}); expected fewer than 2^63 elements");
        return new Shape((long)lengths[0], (long)lengths[1]);
    }

    private readonly record struct Convention(
        SparseDialect Dialect, Func<SparseGroup, bool> IsMarked, Func<SparseGroup, SparseLayout?> Layout, Func<SparseGroup, Shape?> Shape);
}

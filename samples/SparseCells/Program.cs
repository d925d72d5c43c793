// Normalises counts of cells by genes in a sparse group, writes the variable genes by columns, and appends cells.
//   SparseCells
using DelayedArrays;

// An example file in the layout of anndata: counts of 2000 cells x 300 genes in compressed rows, most of them zero.
const int Genes = 300;
static int Count(long cell, long gene) => ((cell * 31) + (gene * 17)) % 11 == 0 ? (int)(1 + (cell * gene % (2 + (gene % 40)))) : 0;
Delayed.FromFunction<int>(new Shape(2000, Genes), at => Count(at[0], at[1])).WriteHdf5Sparse("cells.h5ad", "X", new() { Overwrite = true });

// Open the group. No entries are read yet.
var counts = Hdf5SparseMatrix.Open("cells.h5ad", "X").Cast<float>();
Console.WriteLine($"cells.h5ad::X: {counts.Shape} with {counts.NonZeroCount()} entries");

// All of these operations keep zero, so only entries are read and computed.
var perCell = counts.Sum(axis: 1);
var logNorm = (counts / perCell.AsColumn() * 1e4f).Log1P();
Require(logNorm.IsSparse, "the normalised matrix is evaluated by its entries");

// The genes that vary most, from one pass over the entries.
var genes = logNorm.MeanAndVariance(axis: 0);
var variable = genes.Variance.ArgTop(20);
var first = logNorm[.., [variable[0]]].ToArray();
var mean = first.Average(value => (double)value);
Require(Math.Abs(mean - genes.Mean[(nint)variable[0]]) < 1e-9, "the mean is that of all elements, zeros among them");
Console.WriteLine($"most variable: gene {variable[0]}, mean {mean:0.0000}, variance {genes.Variance[(nint)variable[0]]:0.0000}");

// The cells with the most counts, in that order. Single rows of a CSR matrix are read without the rest.
var cells = perCell.ArgTop(100);
Array.Sort(cells);
var chosen = logNorm[cells][.., variable];

// Write by columns. The group appears complete or not at all, and memory is bounded for matrices of any size.
chosen.WriteHdf5Sparse("variable.h5ad", "X", new() { Layout = SparseLayout.Csc, Overwrite = true });
var written = Hdf5SparseMatrix.Open<float>("variable.h5ad", "X");
Require(written.ToArray().SequenceEqual(chosen.ToArray()), "what was written is what was computed");
Console.WriteLine($"variable.h5ad::X: {written.Shape}, {written.Seeds.Single().Description.Split("::").Last()}");

// Append cells as rows of a CSR matrix. Nothing existing is rewritten.
var more = Delayed.FromFunction<int>(new Shape(50, Genes), at => Count(at[0] + 2000, at[1]));
Hdf5SparseMatrix.Append("cells.h5ad", "X", more);
var all = Hdf5SparseMatrix.Open<int>("cells.h5ad", "X");
Require(all[2000..].ToArray().SequenceEqual(more.ToArray()), "the appended cells are there");
Console.WriteLine($"cells.h5ad::X: {all.Shape} with {all.NonZeroCount()} entries");

static void Require(bool holds, string what)
{
    if (!holds)
        throw new InvalidOperationException($"this should hold: {what}");
}

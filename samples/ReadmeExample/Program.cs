using DelayedArrays;

// An example file: counts of 3000 cells x 400 genes, in compressed chunks. Written block by block.
var example = Delayed.FromFunction<int>(new Shape(3000, 400), at => (int)((at[0] + 1) * 7919 % (2 + (at[1] * 13 % 97)) / 8));
example.WriteHdf5("counts.h5", "X", new() { Chunks = [500, 100], Overwrite = true });

// Open it. Only the header is read. Cast<float>() computes in float32, whatever the file holds.
var counts = Hdf5Array.Open("counts.h5", "X").Cast<float>();

// Reductions do the work: in parallel, block by block, in bounded memory. axis: 1 goes over the columns, one value per row.
var perCell = counts.Sum(axis: 1);

// Operators and functions only build an expression, with NumPy's broadcasting.
var logNorm = (counts / perCell.AsColumn() * 1e4f).Log1P();
Console.WriteLine(logNorm);             // shape, type and corners; only the corners are computed
Console.WriteLine(logNorm.ToTree());    // the expression

// Several statistics in one pass over the file.
var genes = logNorm.Statistics(axis: 0);
var top = genes.Variance.ArgTop(50);
Console.WriteLine($"most variable: gene {top[0]}, mean {genes.Mean[(nint)top[0]]:0.000}, variance {genes.Variance[(nint)top[0]]:0.000}");

// Select, and write the result. The file is complete, or absent if anything fails.
logNorm[.., top].WriteHdf5("top.h5", "X", new() { Chunks = [1000, 50], Overwrite = true });

// The written dataset is an array like any other.
var best = Hdf5Array.Open<float>("top.h5", "X");
Console.WriteLine($"{best.Shape} written, largest value {best.Max():0.000}, {(best > 4f).CountNonZero()} above 4");

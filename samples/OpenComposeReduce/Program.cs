// Opens an HDF5 dataset, composes an expression over it and reduces the result.
//   OpenComposeReduce FILE DATASET
using DelayedArrays;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: OpenComposeReduce FILE DATASET (a matrix)");
    return 2;
}
var stored = Hdf5Array.Open(args[0], args[1]);
Console.WriteLine($"{args[1]}: {stored.Shape} {stored.ElementType.Name()}");

// Standard scores per column take two passes, one to compute the statistics and one to use them.
var x = stored.Cast<double>();
var columns = x.Statistics(axis: 0);
var scores = (x - columns.Mean.AsRow()) / columns.StandardDeviation.AsRow();

// The cost is known before anything is read.
Console.WriteLine(scores.Explain());

var outliers = (scores.Abs() > 3.0).CountNonZero(axis: 0);
foreach (var column in outliers.ArgTop(3))
    Console.WriteLine($"column {column}: {outliers[(nint)column]} values further than 3 standard deviations from the mean");
return 0;

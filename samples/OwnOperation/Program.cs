// A custom elementwise function and a custom reduction, each a small struct that the JIT compiles into the loops.
using DelayedArrays;
using DelayedArrays.Samples;

var x = Delayed.FromFunction<double>(new Shape(1000, 200), at => ((at[0] * 31 % 17) - 8) / 4.0 * (1 + (at[1] % 3)));

var shrunk = x.SoftThreshold(1.5);
Console.WriteLine(shrunk.ToTree());
Console.WriteLine($"zeros: {shrunk.Shape.Count - shrunk.CountNonZero()} of {shrunk.Shape.Count}");

// The same declaration can compute now, join a pass, or stay lazy.
var sizes = shrunk.Abs() + 1.0;
var means = sizes.Reduce(OwnOperations.GeometricMean, axis: 0);
Console.WriteLine($"geometric means of the first columns: {means[0]:0.0000} {means[1]:0.0000} {means[2]:0.0000}");

var pass = new Pass();
var rows = pass.Reduce(sizes, OwnOperations.GeometricMean, axis: 1, skipNaN: true);
var largest = pass.Max(sizes, axis: 1);
pass.Run();
Console.WriteLine($"first row: {rows.Value[0]:0.0000} of at most {largest.Value[0]:0.0000}");

var relative = sizes / sizes.Defer(OwnOperations.GeometricMean, axis: 0);
Console.WriteLine($"relative to them: {relative.Reduce(OwnOperations.GeometricMean, axis: 0)[2]:0.0000}");

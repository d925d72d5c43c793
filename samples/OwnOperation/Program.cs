// A function of elements and a reduction of one's own, each a small struct that the JIT compiles into the loops.
using DelayedArrays;
using DelayedArrays.Samples;

var x = Delayed.FromFunction<double>(new Shape(1000, 200), at => ((at[0] * 31 % 17) - 8) / 4.0 * (1 + (at[1] % 3)));

var shrunk = x.SoftThreshold(1.5);
Console.WriteLine(shrunk.ToTree());
Console.WriteLine($"zeros: {shrunk.Shape.Count - shrunk.CountNonZero()} of {shrunk.Shape.Count}");

var sizes = (shrunk.Abs() + 1.0).GeometricMean(axis: 0);
Console.WriteLine($"geometric means of the first columns: {sizes[0]:0.0000} {sizes[1]:0.0000} {sizes[2]:0.0000}");

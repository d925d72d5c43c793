// Computes several results from one reading, with progress and cancellation.
//   OnePass FILE DATASET [STOP_AFTER_BLOCKS]
using DelayedArrays;
using DelayedArrays.Samples;

if (args.Length is < 2 or > 3)
{
    Console.Error.WriteLine("usage: OnePass FILE DATASET [STOP_AFTER_BLOCKS]");
    return 2;
}
var stopAfter = args.Length == 3 ? long.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : long.MaxValue;
var x = Hdf5Array.Open(args[0], args[1]).Cast<float>();

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
ExecutionReport? report = null;
var options = new ExecutionOptions
{
    MemoryBudget = 256 << 20,
    Progress = new BlockCounter(stopAfter, stop),
    Cancellation = stop.Token,
    Report = made => report = made,
};

var pass = new Pass();
var rows = pass.Statistics(x, axis: 1);
var columns = pass.Statistics(x.Log1P(), axis: 0);
var all = pass.Statistics(x, Axes.All);
try
{
    pass.Run(options);
}
catch (OperationCanceledException)
{
    Console.WriteLine("cancelled: no result is there, and none is half there");
    return 1;
}
Console.WriteLine($"largest row sum: row {rows.Value.Sum.ArgTop(1)[0]}; most variable column: {columns.Value.Variance.ArgTop(1)[0]}");
Console.WriteLine($"largest value: {all.Value.Max[0]}");
Console.WriteLine($"three results of {report!.Chunks} chunks, each read once");
return 0;

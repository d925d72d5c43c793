// Adds two datasets to an HDF5 file: both appear, or neither does, and the data are read once.
//   WriteBack FILE DATASET
using DelayedArrays;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: WriteBack FILE DATASET");
    return 2;
}
var x = Hdf5Array.Open(args[0], args[1]).Cast<float>();

using (var transaction = Hdf5Transaction.Begin(args[0]))
{
    var pass = new Pass();
    pass.WriteHdf5(x.Log1P(), transaction, "derived/log", new() { Overwrite = true });
    pass.WriteHdf5(x > 0f, transaction, "derived/detected", new() { Compression = "gzip", Level = 1, Overwrite = true });
    pass.Run();
    transaction.Commit();
}

foreach (var name in (string[])["derived/log", "derived/detected"])
{
    var written = Hdf5Array.Open(args[0], name);
    Console.WriteLine($"{name}: {written.Shape} {written.ElementType.Name()}");
}
Console.WriteLine($"detected: {Hdf5Array.Open<bool>(args[0], "derived/detected").CountNonZero()}");
return 0;

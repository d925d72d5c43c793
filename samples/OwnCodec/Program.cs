// A custom codec: declared once and added once, it can then be read and written in every format.
using DelayedArrays;
using DelayedArrays.Samples;

CodecTable.Add(RunLengthCodec.Entry);

var folder = Directory.CreateTempSubdirectory("codec-").FullName;
try
{
    var mask = Delayed.FromFunction<byte>(new Shape(400, 300), index => index[0] / 50 % 2 == index[1] / 60 % 2 ? (byte)1 : (byte)0);
    var file = Path.Combine(folder, "mask.h5");
    mask.WriteHdf5(file, "mask", new() { Chunks = [100, 300], Compression = "runs" });
    Show("HDF5", Hdf5Array.Open(file, "mask"));
    foreach (var version in (int[])[2, 3])
    {
        var store = Path.Combine(folder, $"mask{version}.zarr");
        mask.WriteZarr(store, "mask", new() { Version = version, Chunks = [100, 300], Compression = "runs", Level = 60 });
        Show($"Zarr {version}", ZarrArray.Open(store, "mask"));
        Console.WriteLine($"  {string.Join(", ", ZarrArray.ReadInfo(new DirectoryZarrStore(store), "mask").InnerChunks().Codecs)}");
    }

    void Show(string format, DelayedArray read)
    {
        var same = read.As<byte>().ToArray().AsSpan().SequenceEqual(mask.ToArray());
        var bytes = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(found => found.Length);
        Console.WriteLine($"{format}: {(same ? "the same" : "other")} values, {(bytes < mask.Shape.Count ? "fewer" : "more")} bytes than elements so far");
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

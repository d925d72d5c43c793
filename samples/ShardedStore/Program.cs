// Copies an HDF5 dataset to a sharded Zarr 3 store, computes over the copy, and changes a region of it in place.
//   ShardedStore
using DelayedArrays;

// An example file: 40 frames of 300 x 400 pixels, in compressed chunks.
static ushort Pixel(long frame, long y, long x) => (ushort)(((frame * 7) + (y * x)) % 1000);
Delayed.FromFunction<ushort>(new Shape(40, 300, 400), at => Pixel(at[0], at[1], at[2]))
    .WriteHdf5("frames.h5", "frames", new() { Chunks = [1, 300, 400], Overwrite = true });

// Each shard is a file. The chunks in it can be read and decoded individually.
var frames = Hdf5Array.Open<ushort>("frames.h5", "frames");
frames.WriteZarr("frames.zarr", "frames", new() { Chunks = [4, 100, 100], Shards = [20, 300, 400], Overwrite = true });

// Open the store. Only metadata are read.
using var store = ZarrStores.OpenForWriting("frames.zarr");
var info = ZarrArray.ReadInfo(store, "frames");
var files = Directory.GetFiles("frames.zarr/frames/c", "*", SearchOption.AllDirectories).Length;
Console.WriteLine($"frames.zarr::frames: Zarr {info.Format}, {info.Shape} {info.DataType}, {files} shards");
var stored = ZarrArray.Open<ushort>(store, "frames");
var brightness = stored.Cast<double>().Mean(axis: [1, 2]);
var brightest = brightness.ArgTop(1)[0];
Require(brightness.SequenceEqual(frames.Cast<double>().Mean(axis: [1, 2])), "the copy has the same means");
Console.WriteLine($"brightest frame: {brightest}, mean {brightness[(nint)brightest]:0.000}");

// Change a region. Each shard that it touches is replaced in one step.
var editor = ZarrArrayEditor.Open(store, "frames");
var patch = Delayed.Constant<ushort>(999, 1, 50, 60);
editor.Write([brightest, 100, 200], patch);

// Read the region and its surroundings.
var edited = editor.Read().As<ushort>();
var region = edited[brightest, 100..150, 200..260];
Require(region.ToArray().All(value => value == 999), "the region has the new value");
Require(edited[brightest, ..100].ToArray().SequenceEqual(frames[brightest, ..100].ToArray()), "what is above it has the old values");
Console.WriteLine($"changed: {edited.NotEqualTo(frames).CountNonZero()} pixels, mean of the region {region.Cast<double>().Mean():0.0}");

static void Require(bool holds, string what)
{
    if (!holds)
        throw new InvalidOperationException($"this should hold: {what}");
}

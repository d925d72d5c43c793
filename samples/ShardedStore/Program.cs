// An HDF5 dataset copied to a sharded Zarr 3 store, computed over there, and a region of it changed in place.
//   ShardedStore
using DelayedArrays;

// An example file: 40 frames of 300 x 400 pixels, in compressed chunks.
static ushort Pixel(long frame, long y, long x) => (ushort)(((frame * 7) + (y * x)) % 1000);
Delayed.FromFunction<ushort>(new Shape(40, 300, 400), at => Pixel(at[0], at[1], at[2]))
    .WriteHdf5("frames.h5", "frames", new() { Chunks = [1, 300, 400], Overwrite = true });

// Shards are the files that are written; the chunks within are what is read and decoded alone.
var frames = Hdf5Array.Open<ushort>("frames.h5", "frames");
frames.WriteZarr("frames.zarr", "frames", new() { Chunks = [4, 100, 100], Shards = [20, 300, 400], Overwrite = true });

// Open over the store: only metadata are read.
using var store = ZarrStores.OpenForWriting("frames.zarr");
var info = ZarrArray.ReadInfo(store, "frames");
var files = Directory.GetFiles("frames.zarr/frames/c", "*", SearchOption.AllDirectories).Length;
Console.WriteLine($"frames.zarr::frames: Zarr {info.Format}, {info.Shape} {info.DataType}, {files} shards");
var stored = ZarrArray.Open<ushort>(store, "frames");
var brightness = stored.Cast<double>().Mean(axis: [1, 2]);
var brightest = brightness.ArgTop(1)[0];
Require(brightness.SequenceEqual(frames.Cast<double>().Mean(axis: [1, 2])), "the copy has the same means");
Console.WriteLine($"brightest frame: {brightest}, mean {brightness[(nint)brightest]:0.000}");

// Change a region: the shards that it touches are replaced, each in one step.
var editor = ZarrArrayEditor.Open(store, "frames");
var patch = Delayed.Constant<ushort>(999, 1, 50, 60);
editor.Write([brightest, 100, 200], patch);

// Read it, beside what is around it.
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

// A custom format, read and written: a folder of raw 8-bit frames, one file each, is one array of frames x rows x columns.
using DelayedArrays;
using DelayedArrays.Samples;

var folder = Directory.CreateTempSubdirectory("frames-").FullName;
try
{
    for (var frame = 0; frame < 12; frame++)
        File.WriteAllBytes(FrameFolder.FileOf(folder, frame), [.. Enumerable.Range(0, 48 * 64).Select(i => (byte)((i + frame) % 251))]);

    var movie = Delayed.FromSeed(new FrameFolder(folder, rows: 48, columns: 64));
    Console.WriteLine(movie.ToTree());

    // The whole library works on it. Here: the brightest frame, and how much a corner of the picture changes.
    var brightness = movie.Mean(axis: [1, 2]);
    Console.WriteLine($"brightest frame: {brightness.ArgTop(1)[0]}");
    Console.WriteLine($"largest change in a corner: {movie[.., ..8, ^8..].StandardDeviation(axis: 0).Max():0.000}");

    // Write the format too. Here: the negative.
    var negatives = Directory.CreateDirectory(Path.Combine(folder, "negatives")).FullName;
    var pass = new Pass();
    pass.Add(new FrameSink((byte)255 - movie, negatives));
    pass.Run();
    var negative = Delayed.FromSeed(new FrameFolder(negatives, rows: 48, columns: 64));
    Console.WriteLine($"a frame and its negative add up to {(movie + negative).Mean()}");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

namespace DelayedArrays.Samples;

/// <summary>Frames in files. Each chunk is a frame. The base class handles cutting, caching, lists of indices and transposition.</summary>
internal sealed class FrameFolder(string folder, int rows, int columns)
    : ChunkedSeed<byte>(new Shape(Directory.GetFiles(folder, "*.raw").Length, rows, columns), new Shape(1, rows, columns))
{
    public override string Description => $"frames {System.IO.Path.GetFileName(folder)}";

    public override string Path => folder;

    public static string FileOf(string folder, long frame) => System.IO.Path.Combine(folder, $"{frame:000000}.raw");

    protected override long ReadChunk(ReadOnlySpan<long> chunk, Span<byte> destination, BlockContext context)
    {
        var path = FileOf(folder, chunk[0]);
        // Another worker may compute while this one waits for the disk.
        using var waiting = context.Reading();
        using var file = File.OpenHandle(path);
        if (RandomAccess.GetLength(file) != destination.Length)
            throw new ArrayFormatException(path, null, $"has {RandomAccess.GetLength(file)} bytes; a frame has {destination.Length}");
        return RandomAccess.Read(file, destination, 0);
    }
}

namespace DelayedArrays.Samples;

/// <summary>Writes an array as frames in files. Each chunk is a frame. The base class walks over the array in parallel.</summary>
internal sealed class FrameSink(DelayedArray<byte> movie, string folder)
    : ChunkSink<byte>(movie, ChunkGrid.Regular(movie.Shape, new Shape(1, movie.Shape[1], movie.Shape[2])))
{
    protected override void WriteChunk(ReadOnlySpan<long> chunk, ChunkElements<byte> elements, BlockContext context)
    {
        var frame = elements.ToSpan();
        // Another worker may compute while this one waits for the disk.
        using var waiting = context.Reading();
        File.WriteAllBytes(FrameFolder.FileOf(folder, chunk[0]), frame);
    }
}

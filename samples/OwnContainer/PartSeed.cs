using System.Runtime.InteropServices;

namespace DelayedArrays.Samples;

/// <summary>Raw elements in a file.</summary>
internal sealed class PartSeed<T>(string path) : ChunkedSeed<T>(new Shape(CountIn(path)), new Shape(ChunkLength)) where T : unmanaged
{
    public const int ChunkLength = 10_000;

    public override string Description => System.IO.Path.GetFileName(path);

    public override string Path => path;

    /// <summary>Reads elements from the first one on. Returns the bytes read.</summary>
    public static int Read(string path, long first, Span<T> elements)
    {
        using var file = File.OpenHandle(path);
        return RandomAccess.Read(file, MemoryMarshal.AsBytes(elements), first * ElementTypes.Of<T>().Size());
    }

    protected override long ReadChunk(ReadOnlySpan<long> chunk, Span<T> destination, BlockContext context)
    {
        // Another worker may compute while this one waits for the disk. The last chunk may end beyond the file.
        using var waiting = context.Reading();
        return Read(path, chunk[0] * ChunkLength, destination);
    }

    private static long CountIn(string path) => new FileInfo(path).Length / ElementTypes.Of<T>().Size();
}

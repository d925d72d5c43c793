using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays.Samples;

/// <summary>Appends elements to a file of raw elements.</summary>
internal sealed class PartFile<T> : PartAppender<T> where T : unmanaged
{
    private static readonly int Size = ElementTypes.Of<T>().Size();

    private readonly SafeFileHandle _file;

    public PartFile(string path, long length) : base(PartSeed<T>.ChunkLength, length)
    {
        if (Filled > 0)
            PartSeed<T>.Read(path, Start, Chunk[..Filled]);
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
    }

    // Several threads may store chunks at once.
    protected override void Store(long start, Span<T> chunk, int count, BlockContext? context)
    {
        using var waiting = context is null ? default : context.Reading();
        RandomAccess.Write(_file, MemoryMarshal.AsBytes(chunk[..count]), start * Size);
    }

    protected override void Complete(long length) => RandomAccess.SetLength(_file, length * Size);

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays.Hdf5;

/// <summary>A contiguous dataset, read directly from the file without libhdf5.</summary>
internal sealed class Hdf5ContiguousSeed<T> : Hdf5DenseSeed<T> where T : unmanaged
{
    private readonly long _start;
    private readonly SnapshotFile? _snapshot;
    private readonly Lazy<SafeFileHandle>? _file;

    public Hdf5ContiguousSeed(Hdf5Dataset dataset, long start)
        : base(dataset)
    {
        _start = start;
        _snapshot = dataset.Snapshot;
        if (_snapshot is null)
            _file = new(() => File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
    }

    public override Shape? ChunkShape => null;

    public override BlockCursor<T> Open(BlockRequest request, BlockContext context)
    {
        var block = context.Rent<T>(request.Count);
        try
        {
            var runs = Hdf5FileRuns.Of(request, Shape.Strides());
            if (runs.IsStraight(request))
                Read(runs.First, block.As<T>(), context);
            else
                Gather(request, runs, block.As<T>(), context);
            StoredNumbers.ToNative(block.As<T>(), SwapsBytes);
            return new BufferCursor<T>(block);
        }
        catch
        {
            block.Dispose();
            throw;
        }
    }

    public override unsafe void Plan(BlockRequest request, ReadPlan plan)
    {
        var runs = Hdf5FileRuns.Of(request, Shape.Strides());
        plan.AddBuffer((long)request.Count * sizeof(T));
        if (!runs.IsStraight(request))
            plan.AddBuffer(runs.Span * sizeof(T));
        plan.AddBytes(runs.Count * runs.Span * sizeof(T), runs.Count * runs.Span * sizeof(T));
    }

    private void Gather(BlockRequest request, Hdf5FileRuns runs, Span<T> block, BlockContext context)
    {
        using var buffer = context.Rent<T>(runs.Span);
        var run = buffer.As<T>();
        var fileStrides = Shape.Strides();
        foreach (var position in runs.Positions(request))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            Read(runs.StartAt(request, fileStrides, position), run, context);
            StridedCopy.Copy(run, block, runs.Axes(request, fileStrides, position));
        }
    }

    private unsafe void Read(long first, Span<T> destination, BlockContext context)
    {
        var bytes = MemoryMarshal.AsBytes(destination);
        using (context.Reading())
        {
            var at = _start + (first * sizeof(T));
            var read = _snapshot is null ? ReadAll(_file!.Value, at, bytes) : _snapshot.TryRead(at, bytes);
            if (read < bytes.Length)
                throw Problem($"the file ends at byte {at + read}; expected data up to byte {_start + (Shape.Count * sizeof(T))}");
        }
        context.Metrics.AddBytes(bytes.Length, bytes.Length);
    }

    private static int ReadAll(SafeFileHandle file, long at, Span<byte> bytes)
    {
        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(file, bytes[done..], at + done);
            if (read == 0)
                return done;
            done += read;
        }
        return bytes.Length;
    }
}

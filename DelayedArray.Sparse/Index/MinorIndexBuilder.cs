using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Makes a <see cref="MinorIndex"/> in one walk over the stored indices.</summary>
internal static class MinorIndexBuilder
{
    // A piece has so many entries for each word of its bits that the index stays within 2 % of what it is of.
    private const long EntriesPerWord = 50;
    private const long LeastPiece = 4096;

    /// <summary>Makes an index file, wholly or not at all.</summary>
    /// <param name="path">Where; replaced if it is there.</param>
    /// <param name="identity">The matrix it is made of.</param>
    /// <param name="indices">Its indices, one axis.</param>
    /// <param name="options">Threads, memory, progress, cancellation.</param>
    public static void Build<TIndex>(string path, MatrixIdentity identity, Node<TIndex> indices, ExecutionOptions options)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        var chunk = indices.Layout.Ticks[0].LargestPeriod;
        var header = new MinorIndexHeader(identity.Hash(), identity.Entries, identity.MinorLength, 1);
        var least = Math.Max(LeastPiece, header.Words * EntriesPerWord);
        // Whole chunks, so that a chunk is read by one block only.
        header = header with { PieceLength = (((least - 1) / chunk) + 1) * chunk };
        var target = Path.GetFullPath(path);
        var temporary = TemporaryNames.Begin(target);
        try
        {
            using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.ReadWrite, preallocationSize: header.FileLength))
            {
                var grid = BlockGrid.For(indices, ChunkGrid.Regular(indices.Shape, new Shape(header.PieceLength)), [0], target: 1);
                BlockExecutor.Run([new Consumer<TIndex>(indices, header, identity, file)], grid, options);
                Span<byte> bytes = stackalloc byte[MinorIndexHeader.Bytes];
                header.Write(bytes);
                RandomAccess.Write(file, bytes, 0);
                RandomAccess.FlushToDisk(file);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private sealed class Consumer<TIndex>(
        Node<TIndex> indices, MinorIndexHeader header, MatrixIdentity identity, Microsoft.Win32.SafeHandles.SafeFileHandle file)
        : IBlockSink where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        public Node Root => indices;

        public ImmutableArray<int> MemoryOrder { get; } = [0];

        public void Consume(long number, Box box, BlockContext context)
        {
            using var cursor = context.OpenRoot(indices, BlockRequest.Of(box));
            using var strip = context.Strips.Rent<TIndex>(context.StripLength);
            var record = new ulong[header.RecordWords];
            for (var offset = 0; offset < box.Count; offset += context.StripLength)
            {
                var length = (int)Math.Min(context.StripLength, box.Count - offset);
                Mark(cursor.Fetch(offset, strip.Span[..length]), box.Start[0] + offset, record);
            }
            // The grid's blocks are the pieces.
            Write(record, box.Start[0] / header.PieceLength);
        }

        public long BufferBytes(Box box) => header.RecordWords * sizeof(ulong);

        private void Mark(ReadOnlySpan<TIndex> strip, long entry, ulong[] bits)
        {
            for (var i = 0; i < strip.Length; i++)
            {
                var index = long.CreateTruncating(strip[i]);
                if ((ulong)index >= (ulong)header.MinorLength)
                {
                    throw new ArrayFormatException(
                        identity.File, identity.Group, $"the index of entry {entry + i} is {index}, where 0 to {header.MinorLength - 1} are expected");
                }
                var bit = index / header.Group;
                bits[bit / 64] |= 1UL << (int)(bit % 64);
            }
        }

        private void Write(ulong[] record, long piece)
        {
            record[^1] = header.Check(record.AsSpan(..^1), piece);
            if (!BitConverter.IsLittleEndian)
                System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(record, record);
            var bytes = MemoryMarshal.AsBytes<ulong>(record);
            RandomAccess.Write(file, bytes, MinorIndexHeader.Bytes + (piece * bytes.Length));
        }
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>Builds a <see cref="MinorIndex"/> in one pass over the stored indices. Each block is a piece.</summary>
internal sealed class MinorIndexBuilder<TIndex> : IBlockSink where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    // Entries in a piece for each word of its bits, so that the index takes at most 2 % of the size of the matrix.
    private const long EntriesPerWord = 50;
    private const long MinPiece = 4096;

    private readonly Node<TIndex> _indices;
    private readonly MatrixIdentity _identity;
    private readonly MinorIndexHeader _header;
    private readonly SafeFileHandle _file;

    private MinorIndexBuilder(Node<TIndex> indices, MatrixIdentity identity, MinorIndexHeader header, SafeFileHandle file) =>
        (_indices, _identity, _header, _file) = (indices, identity, header, file);

    public Node Root => _indices;

    public ChunkGrid? Chunks => ChunkGrid.Regular(_indices.Shape, new Shape(_header.PieceLength));

    /// <summary>Builds an index file. It appears complete or not at all.</summary>
    /// <param name="path">Path of the index. An existing one is replaced.</param>
    /// <param name="identity">The state of the matrix.</param>
    /// <param name="indices">The indices of the matrix, with one axis.</param>
    /// <param name="options">Threads, memory, progress, cancellation.</param>
    public static void Build(string path, MatrixIdentity identity, Node<TIndex> indices, ExecutionOptions options)
    {
        var header = HeaderOf(identity, indices.Layout.Ticks[0].LargestPeriod);
        var temporary = TemporaryNames.Begin(Path.GetFullPath(path));
        try
        {
            using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.ReadWrite, preallocationSize: header.FileLength))
            {
                new MinorIndexBuilder<TIndex>(indices, identity, header, file).Run(options);
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

    public void Consume(long number, Box box, BlockContext context)
    {
        using var cursor = context.OpenRoot(_indices, BlockRequest.Of(box));
        using var strip = context.Strips.Rent<TIndex>(context.StripLength);
        var record = new ulong[_header.RecordWords];
        for (var offset = 0; offset < box.Count; offset += context.StripLength)
        {
            var length = (int)Math.Min(context.StripLength, box.Count - offset);
            Mark(cursor.Fetch(offset, strip.Span[..length]), box.Start[0] + offset, record);
        }
        // Each block of the grid is a piece.
        Write(record, box.Start[0] / _header.PieceLength);
    }

    public long BufferBytes(Box box) => _header.RecordWords * sizeof(ulong);

    private static MinorIndexHeader HeaderOf(MatrixIdentity identity, long chunk)
    {
        var header = new MinorIndexHeader(identity.Hash(), identity.Entries, identity.MinorLength, 1);
        var min = Math.Max(MinPiece, header.Words * EntriesPerWord);
        // Pieces consist of whole chunks, so that only one block reads each chunk.
        return header with { PieceLength = (((min - 1) / chunk) + 1) * chunk };
    }

    private void Run(ExecutionOptions options)
    {
        var pass = new Pass();
        pass.Add(this);
        // Keeps blocks from joining pieces.
        pass.Run(options with { BlockElements = 1 });
    }

    private void Mark(ReadOnlySpan<TIndex> strip, long entry, ulong[] bits)
    {
        for (var i = 0; i < strip.Length; i++)
        {
            var index = long.CreateTruncating(strip[i]);
            if ((ulong)index >= (ulong)_header.MinorLength)
            {
                throw new ArrayFormatException(
                    _identity.File, _identity.Group, $"the index of entry {entry + i} is {index}; expected 0 to {_header.MinorLength - 1}");
            }
            var bit = index / _header.Group;
            bits[bit / 64] |= 1UL << (int)(bit % 64);
        }
    }

    private void Write(ulong[] record, long piece)
    {
        record[^1] = _header.Check(record.AsSpan(..^1), piece);
        if (!BitConverter.IsLittleEndian)
            System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(record, record);
        var bytes = MemoryMarshal.AsBytes<ulong>(record);
        RandomAccess.Write(_file, bytes, MinorIndexHeader.Bytes + (piece * bytes.Length));
    }
}

using System.Buffers;
using System.Buffers.Binary;

namespace DelayedArrays;

/// <summary>
/// Decodes Blosc 1 buffers with LZ4 blocks, byte-shuffled or not. A block is one LZ4 stream, or one for each byte of an element. Each
/// stream follows its length, a little-endian int32. If that equals the decoded length, the stream is stored raw. Source: the Blosc chunk
/// format.
/// </summary>
internal readonly unsafe struct BloscBlocks
{
    // Blocks are split only into at most this many streams, of at least the bytes below.
    private const int MaxStreams = 16;
    private const int ShortestStream = 128;

    private readonly BloscHeader _header;

    public BloscBlocks(BloscHeader header) => _header = header;

    /// <summary>Whether this decoder supports the buffer.</summary>
    public bool AreSupported => _header is { Compressor: "lz4", IsCopied: false, IsBitShuffled: false };

    /// <summary>Whether this decoder supports the buffer and is faster than libblosc for it.</summary>
    public bool IsPreferred => AreSupported && Lz4Decoder.IsPreferred(_header.Stored, _header.Length);

    /// <summary>Decodes the buffer.</summary>
    /// <returns>Whether the buffer is intact. If not, the content of the destination is undefined.</returns>
    public bool TryDecode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        int length = (int)_header.Length, blockLength = (int)_header.BlockLength;
        source = source[..(int)_header.Stored];
        var shuffled = _header.IsShuffled ? ArrayPool<byte>.Shared.Rent(blockLength) : [];
        try
        {
            for (int start = 0, block = 0; start < length; start += blockLength, block++)
            {
                var offset = BloscHeader.OffsetOf(source, block);
                var target = destination.Slice(start, Math.Min(blockLength, length - start));
                var decoded = _header.IsShuffled ? shuffled.AsSpan(0, target.Length) : target;
                if (!TryBlock(source[offset..], decoded))
                    return false;
                if (_header.IsShuffled)
                    ByteShuffle.Unshuffle(decoded, target, _header.ElementSize);
                if (length - start <= blockLength)
                    break;
            }
            return true;
        }
        finally
        {
            if (_header.IsShuffled)
                ArrayPool<byte>.Shared.Return(shuffled);
        }
    }

    private bool TryBlock(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var streams = Streams(target.Length);
        (var length, var rest) = Math.DivRem(target.Length, streams);
        if (rest != 0)
            return false;
        for (var stream = 0; stream < streams; stream++)
        {
            if (source.Length < sizeof(int))
                return false;
            var stored = BinaryPrimitives.ReadInt32LittleEndian(source);
            source = source[sizeof(int)..];
            if (stored <= 0 || stored > source.Length)
                return false;
            if (!TryStream(source[..stored], target.Slice(stream * length, length)))
                return false;
            source = source[stored..];
        }
        return true;
    }

    /// <summary>Gives the number of streams of a block. A last block shorter than the others is never split.</summary>
    private int Streams(int blockLength)
    {
        int size = _header.ElementSize;
        var isSplit = !_header.AreBlocksWhole && blockLength == _header.BlockLength && size <= MaxStreams
            && blockLength / size >= ShortestStream;
        return isSplit ? size : 1;
    }

    private static bool TryStream(ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (source.Length == target.Length)
        {
            source.CopyTo(target);
            return true;
        }
        fixed (byte* from = source)
        fixed (byte* to = target)
            return Lz4Decoder.Decode(from, source.Length, to, target.Length) == target.Length;
    }
}

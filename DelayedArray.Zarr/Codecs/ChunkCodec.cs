namespace DelayedArrays.Zarr;

/// <summary>How the bytes of a chunk become its elements.</summary>
/// <param name="Order">The axes of the array from slowest to fastest within the chunk; null for C order.</param>
/// <param name="IsBigEndian">The byte order of numbers after decoding.</param>
/// <param name="Pipeline">The codecs.</param>
internal sealed record ChunkCodec(int[]? Order, bool IsBigEndian, CodecPipeline Pipeline)
{
    // Other encoders may write longer headers.
    private const int Allowance = 1024;

    /// <summary>The most bytes that a chunk may take in storage.</summary>
    /// <param name="decodedLength">Bytes of its elements.</param>
    public long MaxStored(long decodedLength) => Pipeline.MaximumEncodedLength(decodedLength) + Allowance;

    /// <summary>Copies the elements of a chunk to C order.</summary>
    /// <param name="source">The elements in this codec's order of axes.</param>
    /// <param name="destination">Receives the elements.</param>
    /// <param name="chunk">Shape of the chunk.</param>
    public void ToC<T>(ReadOnlySpan<T> source, Span<T> destination, Shape chunk) where T : unmanaged
    {
        var strides = chunk.Strides();
        var axes = new CopyAxis[chunk.Rank];
        var stride = 1L;
        for (var k = axes.Length - 1; k >= 0; k--)
        {
            var axis = Order is null ? k : Order[k];
            axes[axis] = new CopyAxis((int)chunk[axis], 0, stride, 0, strides[axis]);
            stride *= chunk[axis];
        }
        StridedCopy.Copy(source, destination, axes);
    }
}

/// <summary>A level of shards: chunks that contain chunks, after or before an index of their positions.</summary>
/// <param name="Outer">Shape of the shard, in the axes of the array.</param>
/// <param name="Inner">Shape of the chunks inside, in the axes of the array.</param>
/// <param name="Order">The axes of the array from slowest to fastest within the index; null for C order.</param>
/// <param name="Index">The codecs of the index, which keep its length or add a constant.</param>
/// <param name="IsBigEndian">The byte order of the index after decoding.</param>
/// <param name="IsAtStart">Whether the index comes first.</param>
internal sealed record ShardLevel(Shape Outer, Shape Inner, int[]? Order, CodecPipeline Index, bool IsBigEndian, bool IsAtStart)
{
    /// <summary>Bytes of an index entry: a chunk's offset and length.</summary>
    public const int EntryLength = 2 * sizeof(ulong);

    /// <summary>The number of chunks inside.</summary>
    public long Count => Grid.Count;

    /// <summary>The stored length of the index in bytes.</summary>
    public long IndexLength => Index.MaximumEncodedLength(Count * EntryLength);

    /// <summary>The number of chunks inside along each axis.</summary>
    public Shape Grid { get; } = new([.. Outer.Select((length, axis) => length / Inner[axis])]);

    /// <summary>Computes the position in the index of the chunk that holds an element.</summary>
    /// <param name="origin">Coordinates of the element in the array.</param>
    public long Position(ReadOnlySpan<long> origin)
    {
        long position = 0;
        for (var k = 0; k < origin.Length; k++)
        {
            var axis = Order is null ? k : Order[k];
            position = (position * Grid[axis]) + (origin[axis] % Outer[axis] / Inner[axis]);
        }
        return position;
    }
}

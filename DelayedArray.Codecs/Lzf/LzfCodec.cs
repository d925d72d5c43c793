using System.Buffers;

namespace DelayedArrays;

/// <summary>
/// LZF: HDF5 filter 32000, as written by h5py. The stream is that of liblzf, encoded and decoded in managed code. Random data grow by up to
/// 1/32. In that case a pipeline stores the chunk without this step and sets its bit of the filter mask, as libhdf5 does.
/// </summary>
public sealed partial class LzfCodec : IByteCodec
{
    /// <summary>The codec's entry in the table.</summary>
    public static CodecEntry Entry { get; } = new("lzf")
    {
        // Revision of h5py's filter, version of liblzf, chunk length in bytes.
        Hdf5 = new(32000, _ => new LzfCodec()) { Write = choice => [4, 0x0105, (uint)choice.ChunkLength] },
    };

    /// <inheritdoc/>
    public string Name => "lzf";

    /// <inheritdoc/>
    public bool IsSkippedUnlessShorter => true;

    /// <inheritdoc/>
    public long MaximumEncodedLength(long length) => length + ((length + LongestRun - 1) / LongestRun);

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Advance(Encode(source, destination.Room(Name, MaximumEncodedLength(source.Length))));
    }
}

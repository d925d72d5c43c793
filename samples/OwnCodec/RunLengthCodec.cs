using System.Buffers;

namespace DelayedArrays.Samples;

/// <summary>Stores runs of equal bytes, which masks consist of, as pairs of length and byte.</summary>
/// <param name="longestRun">The longest run in a pair, 1 to 255. It does not affect decoding.</param>
public sealed class RunLengthCodec(int longestRun = RunLengthCodec.DefaultRun) : IByteCodec
{
    private const int DefaultRun = byte.MaxValue;

    /// <summary>Declares everything that formats and users need to know. HDF5 has free filter numbers from 256 to 511.</summary>
    public static CodecEntry Entry { get; } = new("runs")
    {
        Hdf5 = new(411, stored => new RunLengthCodec((int)stored.Value(0, DefaultRun)))
        {
            Write = choice => [(uint)choice.LevelWithin("runs", DefaultRun, 1, DefaultRun)],
        },
        Zarr2 = new("runs", stored => new RunLengthCodec(stored.Whole("longest", 1, DefaultRun) ?? DefaultRun))
        {
            Write = choice => [("longest", choice.Level ?? DefaultRun)],
        },
    };

    /// <inheritdoc/>
    public string Name => "runs";

    /// <inheritdoc/>
    public long MaximumEncodedLength(long length) => 2 * length;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        while (!source.IsEmpty)
        {
            var run = source.IndexOfAnyExcept(source[0]);
            run = Math.Min(run < 0 ? source.Length : run, longestRun);
            destination.Write([(byte)run, source[0]]);
            source = source[run..];
        }
    }

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var length = 0;
        for (; source.Length >= 2; source = source[2..])
        {
            if (source[0] > destination.Length - length)
                throw CodecException.TooLong(Name, destination.Length, (long)length + source[0]);
            destination.Slice(length, source[0]).Fill(source[1]);
            length += source[0];
        }
        return source.IsEmpty ? length : throw CodecException.Truncated(Name, "a pair", 2, source.Length);
    }
}

using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays.Zarr;

/// <summary>
/// The base class of filters that process numbers one by one. Bytes pass through small buffers, which align them and convert them to this
/// machine's byte order.
/// </summary>
/// <typeparam name="TDecoded">The type of the array's numbers.</typeparam>
/// <typeparam name="TEncoded">The type of the stored numbers.</typeparam>
internal abstract unsafe class ElementCodec<TDecoded, TEncoded>(string name, ZarrDataType decoded, ZarrDataType encoded) : IElementCodec
    where TDecoded : unmanaged
    where TEncoded : unmanaged
{
    private const int BufferLength = 512;
    private readonly bool _swapsDecoded = decoded.Size > 1 && decoded.IsBigEndian == BitConverter.IsLittleEndian;
    private readonly bool _swapsEncoded = encoded.Size > 1 && encoded.IsBigEndian == BitConverter.IsLittleEndian;

    public string Name => name;

    public CodecElements Encoded { get; } = CodecElements.Of(encoded);

    public long MaximumEncodedLength(long length) => (length + sizeof(TDecoded) - 1) / sizeof(TDecoded) * sizeof(TEncoded);

    [SkipLocalsInit]
    public void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        if (source.Length % sizeof(TDecoded) != 0)
            throw CodecException.Encoding(name, $"{source.Length} bytes are not a whole number of elements of {sizeof(TDecoded)} bytes");
        var room = destination.Room(name, MaximumEncodedLength(source.Length));
        Span<TDecoded> from = stackalloc TDecoded[BufferLength];
        Span<TEncoded> to = stackalloc TEncoded[BufferLength];
        TDecoded state = default;
        var count = source.Length / sizeof(TDecoded);
        for (var done = 0; done < count; done += BufferLength)
        {
            var length = Math.Min(BufferLength, count - done);
            source.Slice(done * sizeof(TDecoded), length * sizeof(TDecoded)).CopyTo(MemoryMarshal.AsBytes(from));
            StoredNumbers.ToNative(from[..length], _swapsDecoded);
            Encode(from[..length], to[..length], ref state);
            StoredNumbers.ToNative(to[..length], _swapsEncoded);
            MemoryMarshal.AsBytes(to[..length]).CopyTo(room[(done * sizeof(TEncoded))..]);
        }
        destination.Advance(count * sizeof(TEncoded));
    }

    [SkipLocalsInit]
    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var count = source.Length / sizeof(TEncoded);
        if (source.Length % sizeof(TEncoded) != 0)
            throw CodecException.Decoding(name, $"{source.Length} bytes are not a whole number of elements of {sizeof(TEncoded)} bytes");
        if ((long)count * sizeof(TDecoded) > destination.Length)
            throw CodecException.TooLong(name, destination.Length, (long)count * sizeof(TDecoded));
        Span<TEncoded> from = stackalloc TEncoded[BufferLength];
        Span<TDecoded> to = stackalloc TDecoded[BufferLength];
        TDecoded state = default;
        for (var done = 0; done < count; done += BufferLength)
        {
            var length = Math.Min(BufferLength, count - done);
            source.Slice(done * sizeof(TEncoded), length * sizeof(TEncoded)).CopyTo(MemoryMarshal.AsBytes(from));
            StoredNumbers.ToNative(from[..length], _swapsEncoded);
            Decode(from[..length], to[..length], ref state);
            StoredNumbers.ToNative(to[..length], _swapsDecoded);
            MemoryMarshal.AsBytes(to[..length]).CopyTo(destination[(done * sizeof(TDecoded))..]);
        }
        return count * sizeof(TDecoded);
    }

    /// <summary>Encodes some numbers.</summary>
    /// <param name="from">The numbers.</param>
    /// <param name="to">Receives as many.</param>
    /// <param name="state">Zero at first; kept from one call to the next.</param>
    protected abstract void Encode(ReadOnlySpan<TDecoded> from, Span<TEncoded> to, ref TDecoded state);

    /// <summary>Decodes some numbers.</summary>
    /// <param name="from">The numbers.</param>
    /// <param name="to">Receives as many.</param>
    /// <param name="state">Zero at first; kept from one call to the next.</param>
    protected abstract void Decode(ReadOnlySpan<TEncoded> from, Span<TDecoded> to, ref TDecoded state);
}

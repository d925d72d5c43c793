using System.Buffers;
using System.Text;

namespace DelayedArrays;

/// <summary>Accepts UTF-8 and passes it on as text whenever a buffer is full, so that long output is never in memory as a whole.</summary>
internal sealed class TextBuffer(TextWriter output) : IBufferWriter<byte>
{
    private const int Length = 16 * 1024;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private byte[] _bytes = new byte[Length];
    private char[] _characters = new char[Length];

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_bytes.Length < sizeHint)
            _bytes = new byte[sizeHint];
        return _bytes;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Advance(int count)
    {
        var max = Encoding.UTF8.GetMaxCharCount(count);
        if (_characters.Length < max)
            _characters = new char[max];
        var made = _decoder.GetChars(_bytes.AsSpan(0, count), _characters, flush: false);
        output.Write(_characters, 0, made);
    }
}

namespace DelayedArrays.Tests;

/// <summary>Writes the bits of a deflate stream by hand (RFC 1951, 3.1.1).</summary>
internal sealed class BitWriter
{
    private readonly List<byte> _bytes = [];
    private int _count;

    /// <summary>A number, the lowest bit first.</summary>
    public BitWriter Number(uint value, int bits)
    {
        for (var i = 0; i < bits; i++)
            Bit((value >> i) & 1);
        return this;
    }

    /// <summary>A code, given as its digits.</summary>
    public BitWriter Code(string digits)
    {
        foreach (var digit in digits)
            Bit(digit == '1' ? 1u : 0);
        return this;
    }

    public byte[] ToArray() => [.. _bytes];

    private void Bit(uint bit)
    {
        if (_count++ % 8 == 0)
            _bytes.Add(0);
        _bytes[^1] |= (byte)(bit << ((_count - 1) % 8));
    }
}

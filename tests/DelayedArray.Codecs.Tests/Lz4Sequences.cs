namespace DelayedArrays.Tests;

/// <summary>Writes LZ4 sequences one by one, and what they stand for byte by byte.</summary>
internal sealed class Lz4Sequences
{
    private readonly List<byte> _block = [];
    private readonly List<byte> _decoded = [];

    public byte[] Block => [.. _block];

    public byte[] Decoded => [.. _decoded];

    /// <summary>Adds literals and a copy, of lengths and from a distance that are short more often than long.</summary>
    public void AddRandom(Random random)
    {
        var literals = new byte[random.Next(8) == 0 ? random.Next(400) : random.Next(3) == 0 ? random.Next(20) : 0];
        random.NextBytes(literals);
        var room = _decoded.Count + literals.Length;
        if (room == 0)
        {
            literals = [(byte)random.Next(256)];
            room = 1;
        }
        var longest = random.Next(3) == 0 ? 66_000 : 70;
        var offset = random.Next(1, Math.Min(longest, Math.Min(room, ushort.MaxValue)) + 1);
        var length = random.Next(10) == 0 ? random.Next(4, 2000) : random.Next(4, random.Next(4) == 0 ? 80 : 24);
        Add(literals, offset, length);
    }

    /// <summary>Adds the last literals.</summary>
    public void End(byte[] literals)
    {
        _block.Add((byte)(Math.Min(literals.Length, 15) << 4));
        AddLength(literals.Length - 15);
        _block.AddRange(literals);
        _decoded.AddRange(literals);
    }

    private void Add(byte[] literals, int offset, int length)
    {
        _block.Add((byte)((Math.Min(literals.Length, 15) << 4) | Math.Min(length - 4, 15)));
        AddLength(literals.Length - 15);
        _block.AddRange(literals);
        _block.Add((byte)offset);
        _block.Add((byte)(offset >> 8));
        AddLength(length - 4 - 15);
        _decoded.AddRange(literals);
        for (var i = 0; i < length; i++)
            _decoded.Add(_decoded[^offset]);
    }

    private void AddLength(int rest)
    {
        if (rest < 0)
            return;
        for (; rest >= byte.MaxValue; rest -= byte.MaxValue)
            _block.Add(byte.MaxValue);
        _block.Add((byte)rest);
    }
}

using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>Writes what matches stand for: bytes that were written before, some distance back, which may overlap their copy.</summary>
/// <remarks>What implementations look up is in their part of <see cref="InflateTables"/>. They may write up to <see cref="Slack"/> bytes more than a match has.</remarks>
internal unsafe interface IMatchCopy
{
    const int Slack = 64;

    /// <summary>The last bytes written, where they are kept in a register.</summary>
    static abstract Vector512<byte> Start(byte* first, byte* next);

    /// <summary>Notes up to two literals, the first one lowest, which have been written.</summary>
    /// <returns>The last bytes written.</returns>
    static abstract Vector512<byte> Literals(byte* tables, Vector512<byte> last, uint literals, nuint count);

    /// <summary>Notes literals as <see cref="Literals"/> does, and writes the match that follows them.</summary>
    /// <returns>The last bytes written.</returns>
    static abstract Vector512<byte> Match(
        byte* tables, Vector512<byte> last, byte* to, uint literals, nuint count, nuint distance, nuint length);
}

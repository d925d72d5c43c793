using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DelayedArrays;

/// <summary>
/// Writes the bytes of a match, which repeat earlier output at some distance. It permutes the last 64 bytes of output, which are kept in a
/// register. It may write up to 63 bytes beyond the match.
/// </summary>
/// <remarks>
/// In data with short periods, a match copies what the previous match has just written. Loading that from memory waits for the store to
/// finish, which takes many times longer than a permutation. There are no branches, except for matches longer than 64 bytes.
/// </remarks>
internal static unsafe class MatchCopy
{
    public const int Width = 64;

    // Row 0 is zeros. Row d, for distances d up to 64, selects the last bytes to repeat. Row 65 selects bytes 0 to 63 of a second
    // vector. The numbers 0 to 127 follow, and then, for each distance, its largest multiple up to 64.
    public const int Far = Width + 1;
    public const int Counting = (Far + 1) * Width;
    private const int Steps = Counting + (2 * Width);
    private static readonly byte[] MoveTables = MakeTables();

    /// <summary>Whether the processor permutes the bytes of two 64-byte vectors in one instruction.</summary>
    public static bool IsSupported => Avx512Vbmi.IsSupported;

    /// <summary>The look-up tables. They are best kept in memory aligned to 64 bytes, as at <see cref="InflateTables.Copying"/>.</summary>
    public static ReadOnlySpan<byte> Tables => MoveTables;

    /// <summary>Loads the last bytes before an address.</summary>
    public static Vector512<byte> Start(byte* first, byte* next) =>
        next - first >= Width ? Vector512.Load(next - Width) : Beginning(first, next);

    /// <summary>Appends the literals of an entry to the last bytes. They are written elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Literals(byte* tables, Vector512<byte> last, uint entry) => Avx512Vbmi.PermuteVar64x8x2(
        last,
        Vector512.Load(tables + InflateTables.Copying + Counting + InflateEntry.LiteralCount(entry)),
        Vector512.Create((ushort)(entry >> InflateEntry.LiteralShift)).AsByte());

    /// <summary>Writes a match, preceded by the literals of its entry. Returns the last bytes after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Match(byte* tables, Vector512<byte> last, byte* to, uint entry, nuint distance, nuint length)
    {
        var literals = entry >> InflateEntry.LiteralShift;
        var count = InflateEntry.LiteralCount(entry);
        var far = (nint)(Width - distance) >> 63;
        var zeros = tables + InflateTables.Copying;
        var from = zeros + ((to - distance - zeros) & far);
        var row = distance ^ ((distance ^ Far) & (nuint)far);
        // For near matches the second vector holds the literals, which are not among the last bytes yet.
        var second = Vector512.Load(from) | Vector512.Create((ushort)(literals & ~(uint)far)).AsByte();
        var index = Vector512.LoadAligned(zeros + (row * Width)) + Vector512.Create((byte)(count & (nuint)~far));
        var match = Avx512Vbmi.PermuteVar64x8x2(last, index, second);
        match.Store(to);
        if (length <= Width)
        {
            last = Literals(tables, last, entry);
            return Avx512Vbmi.PermuteVar64x8x2(last, Vector512.Load(tables + InflateTables.Copying + Counting + length), match);
        }
        if (distance > Width)
        {
            for (nuint i = Width; i < length; i += Width)
                Vector512.Load(to + i - distance).Store(to + i);
        }
        else
        {
            nuint step = tables[InflateTables.Copying + Steps + distance];
            for (var i = step; i < length; i += step)
                match.Store(to + i);
            if (distance == 1)
                return match;
        }
        return Vector512.Load(to + length - Width);
    }

    [SkipLocalsInit]
    private static Vector512<byte> Beginning(byte* first, byte* next)
    {
        var bytes = stackalloc byte[Width];
        var count = (nint)(next - first);
        new Span<byte>(first, (int)count).CopyTo(new Span<byte>(bytes + Width - count, (int)count));
        return Vector512.Load(bytes);
    }

    private static byte[] MakeTables()
    {
        var table = new byte[Steps + Width + 1];
        for (var distance = 1; distance <= Width; distance++)
        {
            for (var i = 0; i < Width; i++)
                table[(distance * Width) + i] = (byte)(Width - distance + (i % distance));
            table[Steps + distance] = (byte)(Width - (Width % distance));
        }
        for (var i = 0; i < Width; i++)
            table[(Far * Width) + i] = (byte)(Width + i);
        for (var i = 0; i < 2 * Width; i++)
            table[Counting + i] = (byte)i;
        return table;
    }
}

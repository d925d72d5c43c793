using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>Matches by loads from where they point, and by repeating their period where it is shorter than a vector.</summary>
internal readonly unsafe struct MemoryMatchCopy : IMatchCopy
{
    private const int Width = 16;
    private static readonly byte[] s_tables = MakeTables();

    public static ReadOnlySpan<byte> Tables => s_tables;

    public static Vector512<byte> Start(byte* first, byte* next) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Literals(byte* tables, Vector512<byte> last, uint literals, nuint count) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Match(
        byte* tables, Vector512<byte> last, byte* to, uint literals, nuint count, nuint distance, nuint length)
    {
        byte* from = to - distance;
        if (distance >= 2 * Width)
        {
            nuint i = 0;
            do
            {
                Vector256.Load(from + i).Store(to + i);
                i += 2 * Width;
            }
            while (i < length);
        }
        else if (distance >= Width)
        {
            nuint i = 0;
            do
            {
                Vector128.Load(from + i).Store(to + i);
                i += Width;
            }
            while (i < length);
        }
        else
        {
            Repeat(tables, to, distance, length);
        }
        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Repeat(byte* tables, byte* to, nuint distance, nuint length)
    {
        // The load ends beyond the period; those bytes are not used.
        Vector128<byte> period = Vector128.ShuffleNative(Vector128.Load(to - distance), Vector128.Load(tables + InflateTables.Copying + (distance * Width)));
        nuint step = tables[InflateTables.Copying + distance];
        nuint i = 0;
        do
        {
            period.Store(to + i);
            i += step;
        }
        while (i < length);
    }

    private static byte[] MakeTables()
    {
        byte[] table = new byte[Width * Width];
        for (int distance = 1; distance < Width; distance++)
        {
            table[distance] = (byte)(Width - (Width % distance));
            for (int i = 0; i < Width; i++) table[(distance * Width) + i] = (byte)(i % distance);
        }
        return table;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DelayedArrays;

/// <summary>Interleaves the bytes of two registers, in their lower or upper halves.</summary>
internal static unsafe partial class ByteShuffle
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> InterleaveLow(Vector128<byte> even, Vector128<byte> odd)
    {
        if (Sse2.IsSupported)
            return Sse2.UnpackLow(even, odd);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipLow(even, odd);
        return (Vector128.WidenLower(even) | (Vector128.WidenLower(odd) << 8)).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> InterleaveHigh(Vector128<byte> even, Vector128<byte> odd)
    {
        if (Sse2.IsSupported)
            return Sse2.UnpackHigh(even, odd);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipHigh(even, odd);
        return (Vector128.WidenUpper(even) | (Vector128.WidenUpper(odd) << 8)).AsByte();
    }
}

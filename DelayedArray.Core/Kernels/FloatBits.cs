namespace DelayedArrays;

/// <summary>The layout of a float type, and numbers so large that their lowest bit counts ones.</summary>
internal static class FloatBits
{
    public const int MantissaLength32 = 23;
    public const int One32 = 0x3F800000;
    public const int RootOfHalf32 = 0x3F3504F3;
    public const int MinNormal32 = 0x00800000;
    public const uint NormalSpan32 = 0x7F000000;
    public const float BiasedShifter32 = 12582912f + 127;
    public const int MantissaLength64 = 52;
    public const long One64 = 0x3FF0000000000000;
    public const long RootOfHalf64 = 0x3FE6A09E667F3BCD;
    public const long MinNormal64 = 0x0010000000000000;
    public const ulong NormalSpan64 = 0x7FE0000000000000;
    public const double Shifter64 = 6755399441055744;
    public const double BiasedShifter64 = Shifter64 + 1023;
}

namespace DelayedArrays;

/// <summary>
/// A vector of floats of some width, so that a function is written once for all widths. Every operation rounds each lane by itself, as
/// IEEE 754 demands. Therefore every width gives the same bits.
/// </summary>
/// <typeparam name="TSelf">The vector type.</typeparam>
/// <typeparam name="T">The type of its lanes: float32 or float64.</typeparam>
internal interface ILanes<TSelf, T> where TSelf : struct, ILanes<TSelf, T>
{
    static abstract int Count { get; }

    static abstract TSelf Of(T value);

    static abstract TSelf Load(ref readonly T first, int index);

    void Store(ref T first, int index);

    static abstract TSelf operator +(TSelf x, TSelf y);

    static abstract TSelf operator -(TSelf x, TSelf y);

    static abstract TSelf operator *(TSelf x, TSelf y);

    static abstract TSelf operator /(TSelf x, TSelf y);

    /// <summary>x * y + z, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>The nearest whole number; ties go to the even one.</summary>
    static abstract TSelf Round(TSelf x);

    /// <summary>x, limited to a range. NaN stays NaN.</summary>
    static abstract TSelf Clamp(TSelf x, T low, T high);

    static abstract TSelf Abs(TSelf x);

    static abstract TSelf CopySign(TSelf x, TSelf sign);

    /// <summary>2^n, for whole n that are exponents of normal numbers.</summary>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>Splits a positive normal number into mantissa * 2^exponent, with the mantissa from sqrt(1/2) to sqrt(2).</summary>
    /// <param name="x">The number.</param>
    /// <param name="exponent">The exponent.</param>
    /// <param name="inverse">2^-exponent; 0 if that is not a normal number.</param>
    static abstract TSelf Split(TSelf x, out TSelf exponent, out TSelf inverse);

    /// <summary>Whether any lane reaches a limit. NaN does not.</summary>
    static abstract bool AnyReaches(TSelf x, T limit);

    /// <summary>Whether any lane is not a positive normal number.</summary>
    static abstract bool AnyIsOdd(TSelf x);

    /// <summary>x &lt; y ? ifLess : otherwise.</summary>
    static abstract TSelf WhereLess(TSelf x, TSelf y, TSelf ifLess, TSelf otherwise);

    /// <summary>x == y ? ifEqual : otherwise.</summary>
    static abstract TSelf WhereEqual(TSelf x, TSelf y, TSelf ifEqual, TSelf otherwise);
}

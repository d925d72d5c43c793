namespace DelayedArrays;

/// <summary>
/// A vector of floats of some width, so that a function is written once for all widths. Every operation rounds each lane on its
/// own as IEEE 754 says; therefore every width gives the same bits.
/// </summary>
/// <typeparam name="TSelf">The vector.</typeparam>
/// <typeparam name="T">Its lanes, float32 or float64.</typeparam>
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

    /// <summary>The nearest whole number, halves to even.</summary>
    static abstract TSelf Round(TSelf x);

    /// <summary>x within limits; NaN stays NaN.</summary>
    static abstract TSelf Clamp(TSelf x, T low, T high);

    static abstract TSelf Abs(TSelf x);

    static abstract TSelf CopySign(TSelf x, TSelf sign);

    /// <summary>2 to the power n, for whole n that normal numbers have as exponents.</summary>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>A positive normal number as mantissa * 2 to the power exponent, the mantissa from sqrt(1/2) to sqrt(2).</summary>
    /// <param name="x">The number.</param>
    /// <param name="exponent">The exponent.</param>
    /// <param name="inverse">2 to the power -exponent; 0 where no normal number is that.</param>
    static abstract TSelf Split(TSelf x, out TSelf exponent, out TSelf inverse);

    /// <summary>Whether a lane is as large as that; NaN is not.</summary>
    static abstract bool AnyReaches(TSelf x, T limit);

    /// <summary>Whether a lane is anything else than a positive normal number.</summary>
    static abstract bool AnyIsOdd(TSelf x);

    /// <summary>x &lt; y ? ifLess : otherwise.</summary>
    static abstract TSelf WhereLess(TSelf x, TSelf y, TSelf ifLess, TSelf otherwise);

    /// <summary>x == y ? ifEqual : otherwise.</summary>
    static abstract TSelf WhereEqual(TSelf x, TSelf y, TSelf ifEqual, TSelf otherwise);
}

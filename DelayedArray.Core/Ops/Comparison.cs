using System.Numerics;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>Comparisons, element by element. All except <c>NotEqualTo</c> are false if an operand is NaN.</summary>
public static class Comparison
{
    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Whether the left element is less.</summary>
        public static DelayedArray<bool> operator <(DelayedArray<T> left, DelayedArray<T> right) =>
            left.Zip<bool, CompareOp<T, IsLess<T>>>(right, default);

        /// <summary>Whether the left element is greater.</summary>
        public static DelayedArray<bool> operator >(DelayedArray<T> left, DelayedArray<T> right) =>
            left.Zip<bool, CompareOp<T, IsGreater<T>>>(right, default);

        /// <summary>Whether the left element is less or equal.</summary>
        public static DelayedArray<bool> operator <=(DelayedArray<T> left, DelayedArray<T> right) =>
            left.Zip<bool, CompareOp<T, IsLessOrEqual<T>>>(right, default);

        /// <summary>Whether the left element is greater or equal.</summary>
        public static DelayedArray<bool> operator >=(DelayedArray<T> left, DelayedArray<T> right) =>
            left.Zip<bool, CompareOp<T, IsGreaterOrEqual<T>>>(right, default);

        /// <summary>Whether the elements are equal. (The operator == of C# compares the handles.)</summary>
        public DelayedArray<bool> EqualTo(DelayedArray<T> other) => x.Zip<bool, CompareOp<T, IsEqual<T>>>(other, default);

        /// <summary>Whether the elements differ; true if either is NaN.</summary>
        public DelayedArray<bool> NotEqualTo(DelayedArray<T> other) => x.Zip<bool, CompareOp<T, IsNotEqual<T>>>(other, default);
    }
}

/// <summary>z = whether a relation holds between x and y.</summary>
internal readonly record struct CompareOp<T, TRelation> : IBinaryOp<T, bool>
    where T : unmanaged, INumber<T> where TRelation : IRelation<T>
{
    public string Name => TRelation.Name;

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> z) =>
        ComparisonKernel.Run<T, SpanOperand<T>, SpanOperand<T>, TRelation>(new(x), new(y), z);

    public void Apply(ReadOnlySpan<T> x, T y, Span<bool> z) =>
        ComparisonKernel.Run<T, SpanOperand<T>, ScalarOperand<T>, TRelation>(new(x), new(y), z);

    public void Apply(T x, ReadOnlySpan<T> y, Span<bool> z) =>
        ComparisonKernel.Run<T, ScalarOperand<T>, SpanOperand<T>, TRelation>(new(x), new(y), z);
}

/// <summary>A relation, in scalar form and in vector form, which gives a mask.</summary>
internal interface IRelation<T> where T : unmanaged
{
    static abstract string Name { get; }

    static abstract bool Of(T x, T y);

    static abstract Vector256<T> Of(Vector256<T> x, Vector256<T> y);
}

internal readonly struct IsLess<T> : IRelation<T> where T : unmanaged, INumber<T>
{
    public static string Name => "Less";

    public static bool Of(T x, T y) => x < y;

    public static Vector256<T> Of(Vector256<T> x, Vector256<T> y) => Vector256.LessThan(x, y);
}

internal readonly struct IsLessOrEqual<T> : IRelation<T> where T : unmanaged, INumber<T>
{
    public static string Name => "LessOrEqual";

    public static bool Of(T x, T y) => x <= y;

    public static Vector256<T> Of(Vector256<T> x, Vector256<T> y) => Vector256.LessThanOrEqual(x, y);
}

internal readonly struct IsGreater<T> : IRelation<T> where T : unmanaged, INumber<T>
{
    public static string Name => "Greater";

    public static bool Of(T x, T y) => x > y;

    public static Vector256<T> Of(Vector256<T> x, Vector256<T> y) => Vector256.GreaterThan(x, y);
}

internal readonly struct IsGreaterOrEqual<T> : IRelation<T> where T : unmanaged, INumber<T>
{
    public static string Name => "GreaterOrEqual";

    public static bool Of(T x, T y) => x >= y;

    public static Vector256<T> Of(Vector256<T> x, Vector256<T> y) => Vector256.GreaterThanOrEqual(x, y);
}

internal readonly struct IsEqual<T> : IRelation<T> where T : unmanaged, INumber<T>
{
    public static string Name => "Equal";

    public static bool Of(T x, T y) => x == y;

    public static Vector256<T> Of(Vector256<T> x, Vector256<T> y) => Vector256.Equals(x, y);
}

internal readonly struct IsNotEqual<T> : IRelation<T> where T : unmanaged, INumber<T>
{
    public static string Name => "NotEqual";

    public static bool Of(T x, T y) => x != y;

    public static Vector256<T> Of(Vector256<T> x, Vector256<T> y) => ~Vector256.Equals(x, y);
}

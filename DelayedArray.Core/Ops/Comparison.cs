using System.Numerics;

namespace DelayedArrays;

/// <summary>Comparisons, element by element; all but <c>NotEqualTo</c> are false where an operand is NaN.</summary>
public static class Comparison
{
    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Whether left is less.</summary>
        public static DelayedArray<bool> operator <(DelayedArray<T> left, DelayedArray<T> right) => left.Zip<bool, LessOp<T>>(right, default);

        /// <summary>Whether left is greater.</summary>
        public static DelayedArray<bool> operator >(DelayedArray<T> left, DelayedArray<T> right) => left.Zip<bool, GreaterOp<T>>(right, default);

        /// <summary>Whether left is less or equal.</summary>
        public static DelayedArray<bool> operator <=(DelayedArray<T> left, DelayedArray<T> right) => left.Zip<bool, LessOrEqualOp<T>>(right, default);

        /// <summary>Whether left is greater or equal.</summary>
        public static DelayedArray<bool> operator >=(DelayedArray<T> left, DelayedArray<T> right) => left.Zip<bool, GreaterOrEqualOp<T>>(right, default);

        /// <summary>Whether the elements are equal. (The operator == of C# compares the handles.)</summary>
        public DelayedArray<bool> EqualTo(DelayedArray<T> other) => x.Zip<bool, EqualOp<T>>(other, default);

        /// <summary>Whether the elements differ; true where either is NaN.</summary>
        public DelayedArray<bool> NotEqualTo(DelayedArray<T> other) => x.Zip<bool, NotEqualOp<T>>(other, default);
    }
}

/// <summary>z = x &lt; y.</summary>
internal readonly record struct LessOp<T> : IBinaryOp<T, bool> where T : unmanaged, INumber<T>
{
    public string Name => "Less";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x[i] < y[i];
    }

    public void Apply(ReadOnlySpan<T> x, T y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x[i] < y;
    }

    public void Apply(T x, ReadOnlySpan<T> y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x < y[i];
    }
}

/// <summary>z = x &gt; y.</summary>
internal readonly record struct GreaterOp<T> : IBinaryOp<T, bool> where T : unmanaged, INumber<T>
{
    public string Name => "Greater";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x[i] > y[i];
    }

    public void Apply(ReadOnlySpan<T> x, T y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x[i] > y;
    }

    public void Apply(T x, ReadOnlySpan<T> y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x > y[i];
    }
}

/// <summary>z = x &lt;= y.</summary>
internal readonly record struct LessOrEqualOp<T> : IBinaryOp<T, bool> where T : unmanaged, INumber<T>
{
    public string Name => "LessOrEqual";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x[i] <= y[i];
    }

    public void Apply(ReadOnlySpan<T> x, T y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x[i] <= y;
    }

    public void Apply(T x, ReadOnlySpan<T> y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x <= y[i];
    }
}

/// <summary>z = x &gt;= y.</summary>
internal readonly record struct GreaterOrEqualOp<T> : IBinaryOp<T, bool> where T : unmanaged, INumber<T>
{
    public string Name => "GreaterOrEqual";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x[i] >= y[i];
    }

    public void Apply(ReadOnlySpan<T> x, T y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x[i] >= y;
    }

    public void Apply(T x, ReadOnlySpan<T> y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x >= y[i];
    }
}

/// <summary>z = x == y.</summary>
internal readonly record struct EqualOp<T> : IBinaryOp<T, bool> where T : unmanaged, INumber<T>
{
    public string Name => "Equal";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x[i] == y[i];
    }

    public void Apply(ReadOnlySpan<T> x, T y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x[i] == y;
    }

    public void Apply(T x, ReadOnlySpan<T> y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x == y[i];
    }
}

/// <summary>z = x != y.</summary>
internal readonly record struct NotEqualOp<T> : IBinaryOp<T, bool> where T : unmanaged, INumber<T>
{
    public string Name => "NotEqual";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x[i] != y[i];
    }

    public void Apply(ReadOnlySpan<T> x, T y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x[i] != y;
    }

    public void Apply(T x, ReadOnlySpan<T> y, Span<bool> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = x != y[i];
    }
}

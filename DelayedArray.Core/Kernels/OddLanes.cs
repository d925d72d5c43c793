using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>Computes the few lanes that a vector kernel cannot.</summary>
internal static class OddLanes
{
    /// <summary>Computes the lanes with |x| &gt;= <paramref name="limit"/> one by one. The others keep their results.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Replace<TLanes, TFunction>(TLanes x, TLanes result, double limit)
        where TLanes : struct, ILanes<TLanes, double> where TFunction : IScalarFunction =>
        TLanes.AnyReaches(TLanes.Abs(x), limit) ? OneByOne<TLanes, TFunction>(x, result, limit) : result;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes OneByOne<TLanes, TFunction>(TLanes x, TLanes result, double limit)
        where TLanes : struct, ILanes<TLanes, double> where TFunction : IScalarFunction
    {
        Span<double> arguments = stackalloc double[TLanes.Count];
        Span<double> results = stackalloc double[TLanes.Count];
        x.Store(ref arguments[0], 0);
        result.Store(ref results[0], 0);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (Math.Abs(arguments[i]) >= limit)
                results[i] = TFunction.Of(arguments[i]);
        }
        return TLanes.Load(ref results[0], 0);
    }
}

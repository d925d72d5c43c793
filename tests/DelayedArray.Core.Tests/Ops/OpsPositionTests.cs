using System.Numerics;

namespace DelayedArrays.Tests;

/// <summary>That an element's result depends on that element alone, not on its neighbours nor on where a block ends.</summary>
public class OpsPositionTests
{
    [Fact]
    public void Float16() => Check<Half>();

    [Fact]
    public void Float32() => Check<float>();

    [Fact]
    public void Float64() => Check<double>();

    private static void Check<T>() where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        foreach (var function in OpsFunctions.Of<T>())
        {
            for (var seed = 1; seed <= 3; seed++)
                CheckCuts(function.Name, OpsSamples.Of<T>(seed), function.Call);
        }
        foreach (var (name, call) in Pairs<T>())
            CheckCuts(name, OpsSamples.Of<T>(4), call);
    }

    private static void CheckCuts<T>(string name, T[] x, Func<DelayedArray<T>, DelayedArray<T>> call)
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var result = call(x);
        var whole = result.ToArray();
        for (var start = 0; start < 40; start += 3)
        {
            for (var length = 1; length <= 100; length += length < 30 ? 7 : 1)
                OpsSamples.AssertSame<T>(name, whole.AsSpan(start, length), call(x.AsSpan(start, length).ToArray()).ToArray());
        }
    }

    private static IEnumerable<(string Name, Func<DelayedArray<T>, DelayedArray<T>> Call)> Pairs<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var third = T.One / T.CreateTruncating(3);
        return
        [
            ("Add", x => x + third), ("Subtract", x => third - x), ("Multiply", x => x * x), ("Divide", x => third / x),
            ("Remainder", x => x % third), ("Mod", x => x.Mod(third)), ("FloorDivide", x => x.FloorDivide(third)),
            ("Power", x => x.Power(x)), ("Hypot", x => x.Hypot(third)), ("Atan2", x => x.Atan2(third)),
            ("LogAddExp", x => x.LogAddExp(third)), ("MultiplyAdd", x => x.MultiplyAdd(x, third)), ("Clip", x => x.Clip(-third, third)),
        ];
    }
}

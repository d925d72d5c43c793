using System.Numerics;
using System.Runtime.InteropServices;

namespace DelayedArrays.ZarrTests;

/// <summary>Arrays to write, the same in every language: element i is i * 37 % 101, or whether that is odd.</summary>
internal static class WriteSamples
{
    /// <summary>All element types.</summary>
    public static ElementType[] Types { get; } = Enum.GetValues<ElementType>();

    /// <summary>The array of a type and shape.</summary>
    public static DelayedArray Array(ElementType type, params long[] shape) => type == ElementType.Boolean
        ? Delayed.FromMemory([.. Values<int>(new Shape(shape).Count).Select(value => value % 2 == 1)], shape)
        : type.DispatchNumeric(new Maker(new Shape(shape)));

    /// <summary>The array of a type and shape.</summary>
    public static DelayedArray<T> Array<T>(params long[] shape) where T : unmanaged => Array(ElementTypes.Of<T>(), shape).As<T>();

    /// <summary>A box of an array.</summary>
    public static DelayedArray Take(DelayedArray array, Box box) => array.ElementType.Dispatch(new Taker(array, box));

    /// <summary>Makes sure that an array has the elements of another, to the bit.</summary>
    public static void AssertEqual(DelayedArray expected, DelayedArray found)
    {
        Assert.Equal(expected.Shape, found.Shape);
        Assert.Equal(expected.ElementType, found.ElementType);
        Assert.Equal(Bytes(expected), Bytes(found));
    }

    /// <summary>The elements of an array as bytes.</summary>
    public static byte[] Bytes(DelayedArray array) => array.ElementType.Dispatch(new Reader(array));

    private static T[] Values<T>(long count) where T : INumber<T> =>
        [.. Enumerable.Range(0, (int)count).Select(i => T.CreateChecked(i * 37 % 101))];

    private sealed class Maker(Shape shape) : INumericVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Delayed.FromMemory(Values<T>(shape.Count), shape);
    }

    private sealed class Taker(DelayedArray array, Box box) : IElementVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged =>
            array.As<T>()[[.. box.Start.Select((start, axis) => (AxisIndex)AxisSelection.Range(start, box.Lengths[axis]))]];
    }

    private sealed class Reader(DelayedArray array) : IElementVisitor<byte[]>
    {
        public byte[] Visit<T>() where T : unmanaged => MemoryMarshal.AsBytes(array.As<T>().ToArray().AsSpan()).ToArray();
    }
}

using System.Numerics;

namespace DelayedArrays;

/// <summary>Creates something for two types of numbers.</summary>
internal interface IPairVisitor
{
    /// <summary>Creates it.</summary>
    IByteCodec Visit<TDecoded, TEncoded>()
        where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded>;
}

/// <summary>The types of a filter, which it states in its parameters.</summary>
internal static class ElementPair
{
    /// <summary>Calls the visitor with the C# types.</summary>
    public static IByteCodec Dispatch(CodecArguments arguments, ZarrDataType decoded, ZarrDataType encoded, IPairVisitor visitor)
    {
        if (decoded.Element == ElementType.Boolean || encoded.Element == ElementType.Boolean)
            throw arguments.Parameters.Problem("types of numbers, not of booleans");
        return decoded.Element!.Value.DispatchNumeric(new First(encoded.Element!.Value, visitor));
    }

    private sealed class First(ElementType second, IPairVisitor visitor) : INumericVisitor<IByteCodec>
    {
        public IByteCodec Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            second.DispatchNumeric(new Second<T>(visitor));
    }

    private sealed class Second<TDecoded>(IPairVisitor visitor) : INumericVisitor<IByteCodec>
        where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
    {
        public IByteCodec Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => visitor.Visit<TDecoded, T>();
    }
}

using System.Numerics;

namespace DelayedArrays.Zarr;

/// <summary>The arguments for creating a codec.</summary>
/// <param name="Parameters">The codec's parameters; undefined if it has none.</param>
/// <param name="Type">The elements that the codec receives, as far as known. Filters before it may have changed them.</param>
internal readonly record struct CodecArguments(JsonPart Parameters, CodecElements Type) : INamedParameters
{
    public int ElementSize => Type.Size;

    public int? Whole(string name, int min, int max) => (int?)Parameters.Optional(name)?.Whole(min, max);

    public double? Number(string name) => Parameters.Optional(name)?.Number();

    public bool? Flag(string name) => Parameters.Optional(name)?.Flag();

    public string? Text(string name, params ReadOnlySpan<string> choices) => Parameters.Optional(name)?.Text(choices);

    /// <summary>Refuses unknown parameters. They might change the meaning of the data.</summary>
    public void RefuseOthers(params string[] known)
    {
        if (Parameters.IsNull)
            return;
        foreach (var parameter in Parameters.Object().Value.EnumerateObject())
        {
            if (!known.Contains(parameter.Name))
                throw Parameters.Location.Problem($"{Parameters.Name} has the unsupported parameter '{parameter.Name}'; supported are {string.Join(", ", known)}");
        }
    }

    /// <summary>Reads a parameter that names a type of numbers. If it is absent, the type of another parameter applies.</summary>
    public ZarrDataType NumberType(string name, ZarrDataType? absent = null) =>
        Parameters.Optional(name) is { } dtype ? ZarrDataType.OfNumbers(dtype)
        : absent ?? throw Parameters.Location.Problem($"{Parameters.Name} has no '{name}'");

    /// <summary>Makes the codec of a filter, for the types of numbers that the filter states.</summary>
    public IByteCodec Codec<TFilter>(TFilter filter) where TFilter : struct, INumberFilter =>
        Dispatch(filter.Decoded, filter.Encoded, new Filters<TFilter>(filter), TFilter.TakesBooleans);

    /// <summary>Calls a visitor with the C# types for two types of numbers. Booleans count as bytes.</summary>
    public IByteCodec Dispatch(ZarrDataType decoded, ZarrDataType encoded, IPairVisitor visitor, bool takesBooleans = false)
    {
        if (!takesBooleans && (decoded.Element == ElementType.Boolean || encoded.Element == ElementType.Boolean))
            throw Parameters.Problem("types of numbers, not of booleans");
        return Stored(decoded).DispatchNumeric(new First(Stored(encoded), visitor));
    }

    private static ElementType Stored(ZarrDataType type) => type.Element is { } element and not ElementType.Boolean ? element : ElementType.UInt8;

    private sealed class Filters<TFilter>(TFilter filter) : IPairVisitor where TFilter : struct, INumberFilter
    {
        public IByteCodec Visit<TDecoded, TEncoded>()
            where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
            where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded> => new FilterCodec<TFilter, TDecoded, TEncoded>(filter);
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

/// <summary>The elements between two codecs.</summary>
/// <param name="Size">Bytes of an element.</param>
/// <param name="IsBigEndian">Their byte order.</param>
/// <param name="Number">The type of numbers; null for other elements.</param>
internal readonly record struct CodecElements(int Size, bool IsBigEndian, ElementType? Number)
{
    public static CodecElements Of(ZarrDataType type) => new(type.Size, type.IsBigEndian, type.Element);

    /// <summary>The type of the elements, for a codec that takes numbers other than booleans.</summary>
    /// <param name="codec">The codec, for messages.</param>
    public ZarrDataType NumberType(JsonPart codec) => Number is { } element and not ElementType.Boolean
        ? ZarrDataType.Of(element, 2, IsBigEndian)
        : throw codec.Location.Problem($"the codec '{codec.Name}' is applied to elements that are not numbers; expected integers or floats");
}

/// <summary>A codec that produces elements of another size.</summary>
internal interface IElementCodec : IByteCodec
{
    /// <summary>The elements that it produces.</summary>
    CodecElements Encoded { get; }
}

using System.Numerics;

namespace DelayedArrays.Zarr;

/// <summary>A filter that processes numbers one by one. It holds no state that depends on their types.</summary>
internal interface INumberFilter
{
    /// <summary>The name of the codec, for messages.</summary>
    static abstract string Name { get; }

    /// <summary>Whether the filter takes booleans, as bytes 0 and 1.</summary>
    static virtual bool TakesBooleans => false;

    /// <summary>The type of the array's numbers.</summary>
    ZarrDataType Decoded { get; }

    /// <summary>The type of the stored numbers.</summary>
    ZarrDataType Encoded { get; }

    /// <summary>Encodes some numbers.</summary>
    /// <param name="from">The numbers.</param>
    /// <param name="to">Receives as many.</param>
    /// <param name="state">Zero at first; kept from one call to the next.</param>
    void Encode<TDecoded, TEncoded>(ReadOnlySpan<TDecoded> from, Span<TEncoded> to, ref TDecoded state)
        where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded>;

    /// <summary>Decodes some numbers.</summary>
    /// <param name="from">The numbers.</param>
    /// <param name="to">Receives as many.</param>
    /// <param name="state">Zero at first; kept from one call to the next.</param>
    void Decode<TDecoded, TEncoded>(ReadOnlySpan<TEncoded> from, Span<TDecoded> to, ref TDecoded state)
        where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded>;

    /// <summary>Casts numbers. Filters whose decoding is only a cast use it.</summary>
    static void Cast<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to) where TFrom : INumber<TFrom> where TTo : INumber<TTo>
    {
        for (var i = 0; i < from.Length; i++)
            to[i] = TTo.CreateTruncating(from[i]);
    }
}

using System.Numerics;

namespace DelayedArrays.Zarr;

/// <summary>Creates a codec for two types of numbers.</summary>
internal interface IPairVisitor
{
    /// <summary>Creates the codec.</summary>
    IByteCodec Visit<TDecoded, TEncoded>()
        where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded>;
}

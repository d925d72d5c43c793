using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>A codec in metadata of Zarr, which have a name for it and parameters with names.</summary>
/// <param name="Id">The <c>id</c> of Zarr 2, the <c>name</c> of Zarr 3.</param>
/// <param name="Create">Creates the codec from stored parameters, whose methods refuse impossible ones; loads no library.</param>
public sealed record ZarrCodecForm(string Id, Func<INamedParameters, IByteCodec> Create) : CodecForm<string>(Id)
{
    /// <summary>Makes the parameters of a new array: booleans, integers, floats or texts. Null where the codec is only read.</summary>
    public Func<CodecChoice, ImmutableArray<(string Name, object Value)>>? Write { get; init; }

    /// <inheritdoc/>
    public override bool IsWritten => Write is not null;

    /// <summary>The same codec in Zarr 3, where the registry of codecs has no name of its own for it.</summary>
    internal ZarrCodecForm Prefixed => this with { Id = "numcodecs." + Id };
}

using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>A codec in the metadata of Zarr, identified by a name and with named parameters.</summary>
/// <param name="Id">The <c>id</c> in Zarr 2 or the <c>name</c> in Zarr 3.</param>
/// <param name="Create">Creates the codec from stored parameters, whose methods reject invalid ones. Loads no library.</param>
public sealed record ZarrCodecForm(string Id, Func<INamedParameters, IByteCodec> Create) : CodecForm<string>(Id)
{
    /// <summary>Makes the parameters for a new array: booleans, integers, floats or texts. Null if the codec is read only.</summary>
    public Func<CodecChoice, ImmutableArray<(string Name, object Value)>>? Write { get; init; }

    /// <inheritdoc/>
    public override bool IsWritten => Write is not null;

    /// <summary>The same codec in Zarr 3, if the registry of codecs has no name for it.</summary>
    internal ZarrCodecForm Prefixed => this with { Id = "numcodecs." + Id };
}

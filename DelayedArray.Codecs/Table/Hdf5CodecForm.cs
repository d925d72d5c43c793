using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>A codec as a filter of HDF5, which has a registered number and numbers as parameters.</summary>
/// <param name="Id">The registered number.</param>
/// <param name="Create">Creates the codec from stored parameters. Throws <see cref="CodecException"/> for impossible ones; loads no library.</param>
public sealed record Hdf5CodecForm(int Id, Func<FilterParameters, IByteCodec> Create) : CodecForm<int>(Id)
{
    /// <summary>
    /// Makes the parameters stored with a new dataset; null where the filter is only read. Throws <see cref="ArgumentException"/> for a
    /// choice that is not possible.
    /// </summary>
    public Func<CodecChoice, ImmutableArray<uint>>? Write { get; init; }

    /// <inheritdoc/>
    public override bool IsWritten => Write is not null;
}

using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>A codec as a filter of HDF5, identified by a registered number and with numbers as parameters.</summary>
/// <param name="Id">The registered number.</param>
/// <param name="Create">
/// Creates the codec from stored parameters. Throws <see cref="CodecException"/> if they are invalid. Loads no library.
/// </param>
public sealed record Hdf5CodecForm(int Id, Func<FilterParameters, IByteCodec> Create) : CodecForm<int>(Id)
{
    /// <summary>
    /// Makes the parameters to store with a new dataset; null if the filter is read only. Throws <see cref="ArgumentException"/> for an
    /// invalid choice.
    /// </summary>
    public Func<CodecChoice, ImmutableArray<uint>>? Write { get; init; }

    /// <inheritdoc/>
    public override bool IsWritten => Write is not null;
}

using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>How one format stores a codec.</summary>
/// <typeparam name="TId">The type by which the format identifies codecs.</typeparam>
/// <param name="Id">The format's number or name for the codec.</param>
public abstract record CodecForm<TId>(TId Id)
{
    /// <summary>The names that users give the codec in this format, the usual one first; null for the name of the entry.</summary>
    public ImmutableArray<string>? Names { get; init; }

    /// <summary>Whether parameters can be made for new data. If not, the codec is read only.</summary>
    public abstract bool IsWritten { get; }
}

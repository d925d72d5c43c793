using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>How one format stores a codec.</summary>
/// <typeparam name="TId">What the format knows codecs by.</typeparam>
/// <param name="Id">The number or name that the format has for the codec.</param>
public abstract record CodecForm<TId>(TId Id)
{
    /// <summary>What users call the codec in this format, the usual name first; null for the entry's own name.</summary>
    public ImmutableArray<string>? Names { get; init; }

    /// <summary>Whether the format's parameters can be made for new data; if not, the codec is only read.</summary>
    public abstract bool IsWritten { get; }
}

namespace DelayedArrays;

/// <summary>How one axis of a copy walks through its source and its destination, in elements.</summary>
/// <param name="Count">Number of indices copied along the axis.</param>
/// <param name="Source">Offset of index 0 in the source.</param>
/// <param name="SourceStride">Distance of consecutive indices in the source.</param>
/// <param name="Destination">Offset of index 0 in the destination.</param>
/// <param name="DestinationStride">Distance of consecutive indices in the destination.</param>
/// <param name="SourceOffsets">Offsets in the source, one per index, where they are not evenly spaced.</param>
/// <param name="DestinationOffsets">Offsets in the destination, likewise.</param>
internal readonly record struct CopyAxis(
    int Count, long Source, long SourceStride, long Destination, long DestinationStride,
    long[]? SourceOffsets = null, long[]? DestinationOffsets = null)
{
    /// <summary>Takes a selection of a source axis to consecutive indices of a destination axis.</summary>
    public static CopyAxis Of(AxisSelection selection, long sourceStride, long destinationStride) => selection.IsRange
        ? new((int)selection.Count, selection.Start * sourceStride, selection.Step * sourceStride, 0, destinationStride)
        : new((int)selection.Count, 0, 0, 0, destinationStride,
            SourceOffsets: [.. selection.Indices.ToArray().Select(index => index * sourceStride)]);

    /// <summary>The same walk through a source that starts <paramref name="source"/> elements later.</summary>
    public CopyAxis MovedBack(long source) => this with
    {
        Source = Source - source,
        SourceOffsets = SourceOffsets?.Select(offset => offset - source).ToArray(),
    };

    /// <summary>The same walk where an index is <paramref name="source"/> and <paramref name="destination"/> elements long.</summary>
    public CopyAxis Scaled(long source, long destination) => new(
        Count, Source * source, SourceStride * source, Destination * destination, DestinationStride * destination,
        SourceOffsets?.Select(offset => offset * source).ToArray(),
        DestinationOffsets?.Select(offset => offset * destination).ToArray());

    public bool IsEven => SourceOffsets is null && DestinationOffsets is null;

    public long SourceAt(int i) => SourceOffsets is null ? Source + (i * SourceStride) : SourceOffsets[i];

    public long DestinationAt(int i) => DestinationOffsets is null ? Destination + (i * DestinationStride) : DestinationOffsets[i];

    /// <summary>Whether walking this axis to its end continues where the next index of <paramref name="outer"/> starts.</summary>
    public bool Continues(CopyAxis outer) => IsEven && outer.IsEven
        && outer.SourceStride == Count * SourceStride && outer.DestinationStride == Count * DestinationStride;
}

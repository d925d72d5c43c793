namespace DelayedArrays;

/// <summary>The result of inflating a stream.</summary>
/// <param name="Status"><see cref="InflateStatus.EndOfBlock"/> if the whole stream was decoded, otherwise the problem.</param>
/// <param name="Checksum">Adler-32 or CRC-32 of the data, depending on the framing.</param>
/// <param name="Read">Bytes of the source that the stream takes.</param>
/// <param name="Written">Bytes written to the destination.</param>
internal readonly record struct Inflated(InflateStatus Status, uint Checksum, int Read, int Written);

using System.Globalization;

namespace DelayedArrays;

/// <summary>What an evaluation reads and holds: predicted by <c>Explain</c>, measured by the run itself.</summary>
/// <param name="Blocks">Blocks evaluated.</param>
/// <param name="Chunks">Chunks read and decoded, each time they are.</param>
/// <param name="DistinctChunks">Different chunks among them; -1 where not counted.</param>
/// <param name="BytesRead">Bytes read from storage.</param>
/// <param name="BytesDecoded">Bytes after decoding.</param>
/// <param name="PeakBytes">Most bytes of array data held at once; predicted values are an upper bound.</param>
/// <param name="Workers">Blocks in flight at once.</param>
public sealed record ExecutionReport(
    long Blocks, long Chunks, long DistinctChunks, long BytesRead, long BytesDecoded, long PeakBytes, int Workers)
{
    /// <summary>
    /// The figures that are estimated. Those of large evaluations are computed from the geometry of chunks and blocks where that
    /// tells them, and else from some of the chunks and blocks.
    /// </summary>
    public ReportFigures Estimates { get; init; }

    /// <summary>How often a chunk is decoded on average: 1 is best.</summary>
    public double Amplification => DistinctChunks > 0 ? (double)Chunks / DistinctChunks : 1;

    /// <summary>The figures in one line each.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"blocks          {Blocks}\nchunks to read  {About(ReportFigures.Chunks)}{Chunks} ({About(ReportFigures.DistinctChunks)}{DistinctChunks} different, each decoded {About(ReportFigures.Chunks)}{Amplification:0.##} times)\n" +
        $"bytes on disk   {About(ReportFigures.BytesRead)}{BytesRead}\nbytes decoded   {About(ReportFigures.BytesDecoded)}{BytesDecoded}\npeak memory     {PeakBytes} bytes of array data, {Workers} blocks at once{Note}");

    private string Note => Estimates == ReportFigures.None ? "" : "\n('about': estimated from some of the chunks and blocks)";

    private string About(ReportFigures figure) => Estimates.HasFlag(figure) ? "about " : "";
}

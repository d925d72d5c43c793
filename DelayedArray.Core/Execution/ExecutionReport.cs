using System.Globalization;

namespace DelayedArrays;

/// <summary>What an evaluation reads and holds. <c>Explain</c> predicts it, and a run measures it.</summary>
public sealed record ExecutionReport
{
    /// <summary>Blocks evaluated.</summary>
    public required long Blocks { get; init; }

    /// <summary>Chunks read and decoded, counted each time.</summary>
    public required long Chunks { get; init; }

    /// <summary>Distinct chunks among them; -1 if not counted.</summary>
    public long DistinctChunks { get; init; } = -1;

    /// <summary>Bytes read from storage.</summary>
    public required long BytesRead { get; init; }

    /// <summary>Bytes after decoding.</summary>
    public required long BytesDecoded { get; init; }

    /// <summary>The most bytes of array data held at once. A predicted value is an upper bound.</summary>
    public required long PeakBytes { get; init; }

    /// <summary>Blocks in flight at once.</summary>
    public required int Workers { get; init; }

    /// <summary>
    /// The figures that are estimates. For large evaluations, figures are computed from the geometry of chunks and blocks where possible,
    /// and otherwise estimated from samples of them.
    /// </summary>
    public ReportFigures Estimates { get; init; }

    /// <summary>How often a chunk is decoded on average: 1 is best.</summary>
    public double Amplification => DistinctChunks > 0 ? (double)Chunks / DistinctChunks : 1;

    /// <summary>Formats each figure on a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"blocks          {Blocks}\nchunks to read  {About(ReportFigures.Chunks)}{Chunks} ({About(ReportFigures.DistinctChunks)}{DistinctChunks} different, each decoded {About(ReportFigures.Chunks)}{Amplification:0.##} times)\n" +
        $"bytes on disk   {About(ReportFigures.BytesRead)}{BytesRead}\nbytes decoded   {About(ReportFigures.BytesDecoded)}{BytesDecoded}\npeak memory     {PeakBytes} bytes of array data, {Workers} blocks at once{Note}");

    private string Note => Estimates == ReportFigures.None ? "" : "\n('about': estimated from some of the chunks and blocks)";

    private string About(ReportFigures figure) => Estimates.HasFlag(figure) ? "about " : "";
}

namespace DelayedArrays;

/// <summary>Figures of an <see cref="ExecutionReport"/>.</summary>
[Flags]
public enum ReportFigures
{
    /// <summary>No figure.</summary>
    None = 0,

    /// <summary><see cref="ExecutionReport.Chunks"/>.</summary>
    Chunks = 1,

    /// <summary><see cref="ExecutionReport.DistinctChunks"/>.</summary>
    DistinctChunks = 2,

    /// <summary><see cref="ExecutionReport.BytesRead"/>.</summary>
    BytesRead = 4,

    /// <summary><see cref="ExecutionReport.BytesDecoded"/>.</summary>
    BytesDecoded = 8,
}

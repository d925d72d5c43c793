namespace DelayedArrays.Benchmarks;

/// <summary>One operation on one input, timed here and by the peer.</summary>
/// <param name="Input">The array it works on, such as <c>f4</c> or <c>csr i8</c>.</param>
/// <param name="Operation">What it does, such as <c>sum 0</c>.</param>
/// <param name="Peer">The same as a Python expression over the names that <c>sweep_peers.py</c> defines; null where Python has nothing
/// like it.</param>
/// <param name="Run">Does it and returns the result.</param>
internal sealed record SweepCell(string Input, string Operation, string? Peer, Func<ExecutionOptions, object> Run)
{
    /// <summary>The input whose name is no part of the names of its cells.</summary>
    public const string File = "file";

    /// <summary>Makes or reads the input if that has not been done yet.</summary>
    public Action Prepare { get; init; } = () => { };

    /// <summary>The name that both sides print.</summary>
    public string Name => Input == File ? Operation : $"{Input} {Operation}";
}

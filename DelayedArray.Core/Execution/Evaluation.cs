using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>The state that the workers of one run share.</summary>
internal sealed class Evaluation
{
    public Evaluation(IReadOnlyList<IBlockSink> sinks, BlockGrid grid, ExecutionOptions options, CancellationToken cancellation)
    {
        Sinks = sinks;
        Grid = grid;
        Options = options;
        Cancellation = cancellation;
        Node[] roots = [.. sinks.Select(sink => sink.Root)];
        Shared = Node.Shared(roots);
        var nodes = Node.InputsFirst(roots);
        LargestElement = nodes.Count == 0 ? 8 : nodes.Max(node => node.ElementType.Size());
        Depth = roots.Length == 0 ? 0 : roots.Max(root => root.Depth);
        Order = sinks.Count == 0 ? [] : sinks[0].MemoryOrder;
    }

    public IReadOnlyList<IBlockSink> Sinks { get; }

    public BlockGrid Grid { get; }

    /// <summary>The axes from slowest to fastest, in the order in which blocks follow each other.</summary>
    public ImmutableArray<int> Order { get; }

    public ExecutionOptions Options { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>The nodes used more than once.</summary>
    public HashSet<Node> Shared { get; }

    /// <summary>Size in bytes of the largest element type in the trees.</summary>
    public int LargestElement { get; }

    public int Depth { get; }

    public ExecutionMetrics Metrics { get; } = new();

    public MemoryLedger Ledger { get; } = new();

    /// <summary>A permit for each computing thread; null if every thread may compute.</summary>
    public SemaphoreSlim? ComputePermits { get; set; }
}

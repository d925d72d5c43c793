namespace DelayedArrays;

/// <summary>Simulates an evaluation without reading: what each block asks of each seed, and what it holds.</summary>
internal sealed class ExecutionPlan
{
    // Up to this many blocks and chunks are simulated one by one. Larger evaluations are computed and sampled.
    private const int MaxPlayed = 4096;

    // In the largest block, at most this many chunks of a seed are listed and asked for their stored length.
    private const int MaxNamed = 256;

    // Sparse arrays: at most this many blocks are inspected to find the largest. Only arrays of far more than 10^9 entries have more.
    private const int MaxPanels = 1 << 16;

    // Dense arrays joined together: the same.
    private const int MaxJoined = 1 << 10;

    // So few strips that they need not be counted.
    internal const int DefaultStrips = 16;

    private readonly IReadOnlyList<IBlockSink> _sinks;
    private readonly BlockGrid _grid;
    private readonly ExecutionOptions _options;
    private readonly Node[] _roots;
    private readonly HashSet<Node> _shared;

    /// <summary>Plans to run all sinks over all blocks.</summary>
    public ExecutionPlan(IReadOnlyList<IBlockSink> sinks, BlockGrid grid, ExecutionOptions options)
    {
        (_sinks, _grid, _options) = (sinks, grid, options);
        _roots = [.. sinks.Select(sink => sink.Root)];
        _shared = Node.Shared(_roots);
        Depth = _roots.Max(root => root.Depth);
        BlockBytes = grid.Count == 0 ? 0 : LargestBlock() + WorkerBytes();
    }

    /// <summary>Bytes that the largest block holds, including what its worker needs to evaluate it.</summary>
    public long BlockBytes { get; }

    /// <summary>The number of blocks that may be in flight within the budget.</summary>
    /// <exception cref="MemoryBudgetException">The budget does not allow one.</exception>
    public int Workers
    {
        get
        {
            var budget = _options.MemoryBudget - _options.CacheAllowance;
            if (BlockBytes > budget)
            {
                throw new MemoryBudgetException(
                    $"one block of the array needs {BlockBytes} bytes, but the memory budget of {_options.MemoryBudget} bytes leaves only {budget} (the rest is kept for decoded chunks)");
            }
            var max = Math.Clamp(_grid.Count, 1, _options.Workers + _options.LookAhead);
            return (int)Math.Clamp(BlockBytes == 0 ? max : budget / BlockBytes, 1, max);
        }
    }

    private int Depth { get; }

    /// <summary>Reports on a whole run. The time this takes hardly depends on the number of blocks and chunks.</summary>
    public ExecutionReport Explain()
    {
        ExecutionReport? report = null;
        DeepStack.Run(Depth, () => report = ExplainHere());
        return report!;
    }

    /// <summary>Adds what one block of a tree reads and holds.</summary>
    public static void AddTree(Node root, BlockRequest request, ReadPlan plan, HashSet<Node> shared) =>
        AddTree(root, request, plan, shared, []);

    private ExecutionReport ExplainHere()
    {
        var workers = Workers;
        var forecast = ReadForecast.Of(_sinks, _grid);
        var isShort = _grid.Count <= MaxPlayed
            && (forecast.IsComplete ? forecast.Visits : PlayAll(new ReadPlan(0) { MaxNamed = 0, MaxAsked = 0 }).Chunks) <= MaxPlayed;
        return isShort ? Play(workers) : forecast.Report(_options, workers, BlockBytes, AddAt);
    }

    private ExecutionReport Play(int workers)
    {
        var plan = PlayAll(new ReadPlan(_options.CacheAllowance));
        return new ExecutionReport
        {
            Blocks = _grid.Count,
            Chunks = plan.Chunks,
            DistinctChunks = plan.DistinctChunks,
            BytesRead = plan.BytesRead,
            BytesDecoded = plan.BytesDecoded,
            PeakBytes = (plan.LargestBlock * workers) + plan.LargestCache,
            Workers = workers,
            Estimates = plan.HasExactLengths ? ReportFigures.None : ReportFigures.BytesRead,
        };
    }

    private ReadPlan PlayAll(ReadPlan plan)
    {
        for (var position = 0L; position < _grid.Count; position++)
            AddAt(position, plan);
        return plan;
    }

    private void AddAt(long position, ReadPlan plan) => AddBlock(_grid[_grid.NumberAt(position, _sinks[0].MemoryOrder)], plan);

    private long LargestBlock()
    {
        var plan = new ReadPlan(0) { MaxNamed = MaxNamed, MaxAsked = MaxNamed };
        AddBlock(_grid.LargestBlock(), plan);
        var nodes = Node.InputsFirst(_roots);
        // The longest panel need not hold the most entries, and of arrays joined together some take more buffers than others. Look at many.
        var looks = nodes.OfType<ILeaf>().Any(leaf => leaf.Seed.IsSparse) ? MaxPanels
            : nodes.Any(node => node.Inputs.Length > 1 && !node.IsElementwise) ? MaxJoined : 0;
        if (looks == 0)
            return plan.LargestBlock;
        var step = Math.Max(1, _grid.Count / looks);
        for (var number = 0L; number < _grid.Count; number += step)
            AddBlock(_grid[number], plan);
        return plan.LargestBlock;
    }

    /// <summary>Bytes that deep trees need beyond the data: strips, and a stack.</summary>
    private long WorkerBytes() => DeepStack.Bytes(Depth)
        + (Math.Max(0, _roots.Max(root => root.StripNeed) - DefaultStrips) * (long)_options.StripBytes);

    private void AddBlock(Box box, ReadPlan plan)
    {
        var asked = new HashSet<BlockKey>();
        foreach (var sink in _sinks)
        {
            plan.AddBuffer(sink.BufferBytes(box));
            AddTree(sink.Root, BlockRequest.Of(box, sink.MemoryOrder), plan, _shared, asked);
        }
        foreach (var key in asked)
            AddSharedEntries(key, plan);
        plan.EndBlock();
    }

    private static void AddTree(Node root, BlockRequest first, ReadPlan plan, HashSet<Node> shared, HashSet<BlockKey> asked)
    {
        var stack = new Stack<(Node, BlockRequest)>();
        stack.Push((root, first));
        while (stack.TryPop(out var item))
        {
            var (node, request) = item;
            if (shared.Contains(node) && !asked.Add(new BlockKey(node.SharingKey, request)))
                continue;
            if (node is ILeaf leaf)
            {
                plan.Seed = leaf.Seed;
                leaf.Seed.Plan(request, plan);
            }
            else
            {
                plan.AddBuffer(node.BufferBytes(request));
                plan.AddStrips(node.HeldStripBytes(request));
            }
            // Inputs are opened in order, which determines what the chunk cache holds next.
            var inputs = new Stack<(Node, BlockRequest)>();
            node.Ask(request, (input, rewritten) => inputs.Push((input, rewritten)));
            while (inputs.TryPop(out var next))
                stack.Push(next);
        }
    }

    /// <summary>
    /// Adds the entries kept for a sparse node that is used several times: at most as many as were read, and at most the limit for keeping
    /// them.
    /// </summary>
    private static void AddSharedEntries(BlockKey key, ReadPlan plan)
    {
        if (key.Source is not Node { IsSparse: true } node)
            return;
        var max = Math.Min(plan.BlockEntries, SparseBlock<byte>.MaxCollected) + SparseCursor<byte>.StripLength;
        // A buffer that doubles when full is at most twice as large as needed, and the previous one still exists during the copy.
        plan.AddBuffer(3 * max * (sizeof(int) + node.ElementType.Size()));
    }
}

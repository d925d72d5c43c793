namespace DelayedArrays;

/// <summary>Plays through an evaluation without reading: what each block asks of which seed, and what it holds.</summary>
internal static class ExecutionPlan
{
    // Played through block by block and chunk by chunk up to here; beyond, computed and sampled.
    private const int MostPlayed = 4096;

    // Of the largest block, as many chunks of a seed are told one by one and asked for their length.
    private const int MostNamed = 256;

    // Of sparse arrays, as many blocks are looked at for the largest; more there are only of far more than 10^9 entries.
    private const int MostPanels = 1 << 16;

    // Strips that are no matter.
    internal const int UsualStrips = 16;

    /// <summary>The figures of a whole run, found in about the same time for any number of blocks and chunks.</summary>
    public static ExecutionReport Explain(IReadOnlyList<IBlockSink> sinks, BlockGrid grid, ExecutionOptions options)
    {
        ExecutionReport? report = null;
        DeepStack.Run(MaximumDepth(sinks), () => report = ExplainHere(sinks, grid, options));
        return report!;
    }

    private static ExecutionReport ExplainHere(IReadOnlyList<IBlockSink> sinks, BlockGrid grid, ExecutionOptions options)
    {
        var shared = TreeWalk.Shared([.. sinks.Select(sink => sink.Root)]);
        var blockBytes = BlockBytes(sinks, grid, options);
        var workers = WorkersFor(blockBytes, grid, options);
        if (grid.Count <= MostPlayed)
        {
            var forecast = ReadForecast.Of(sinks, grid);
            var few = forecast.IsComplete ? forecast.Visits <= MostPlayed : CountChunks() <= MostPlayed;
            return few ? Play() : forecast.Report(options, workers, blockBytes, AddAt);
        }
        return ReadForecast.Of(sinks, grid).Report(options, workers, blockBytes, AddAt);

        ExecutionReport Play()
        {
            var plan = PlayAll(new ReadPlan(options.CacheAllowance));
            return new ExecutionReport(grid.Count, plan.Chunks, plan.DistinctChunks, plan.BytesRead, plan.BytesDecoded,
                (plan.LargestBlock * workers) + plan.LargestCache, workers)
            {
                Estimates = plan.HasExactLengths ? ReportFigures.None : ReportFigures.BytesRead,
            };
        }

        long CountChunks() => PlayAll(new ReadPlan(0) { MostNamed = 0, MostAsked = 0 }).Chunks;

        ReadPlan PlayAll(ReadPlan plan)
        {
            for (var position = 0L; position < grid.Count; position++)
                AddAt(position, plan);
            return plan;
        }

        void AddAt(long position, ReadPlan plan) =>
            AddBlock(sinks, grid[grid.NumberAt(position, sinks[0].MemoryOrder)], plan, shared);
    }

    /// <summary>Blocks in flight that the budget allows.</summary>
    /// <exception cref="MemoryBudgetException">It does not allow one.</exception>
    public static int WorkersFor(long blockBytes, BlockGrid grid, ExecutionOptions options)
    {
        var budget = options.MemoryBudget - options.CacheAllowance;
        if (blockBytes > budget)
        {
            throw new MemoryBudgetException(
                $"one block of the array needs {blockBytes} bytes, more than the memory budget of {options.MemoryBudget} bytes leaves ({budget}, the rest being kept for decoded chunks)");
        }
        var most = Math.Clamp(grid.Count, 1, options.Workers + options.LookAhead);
        return (int)Math.Clamp(blockBytes == 0 ? most : budget / blockBytes, 1, most);
    }

    /// <summary>Bytes the largest block holds, with what a worker needs to evaluate it.</summary>
    public static long BlockBytes(IReadOnlyList<IBlockSink> sinks, BlockGrid grid, ExecutionOptions options) =>
        grid.Count == 0 ? 0 : LargestBlock(sinks, grid) + WorkerBytes(sinks, options);

    /// <summary>What deep trees take beside the data: strips, and a stack.</summary>
    private static long WorkerBytes(IReadOnlyList<IBlockSink> sinks, ExecutionOptions options) =>
        DeepStack.Bytes(MaximumDepth(sinks))
        + (Math.Max(0, sinks.Max(sink => sink.Root.StripNeed) - UsualStrips) * (long)options.StripBytes);

    private static long LargestBlock(IReadOnlyList<IBlockSink> sinks, BlockGrid grid)
    {
        var plan = new ReadPlan(0) { MostNamed = MostNamed, MostAsked = MostNamed };
        Node[] roots = [.. sinks.Select(sink => sink.Root)];
        var shared = TreeWalk.Shared(roots);
        if (!TreeWalk.InputsFirst(roots).OfType<ILeaf>().Any(leaf => leaf.Seed.IsSparse))
        {
            AddBlock(sinks, grid.LargestBlock(), plan, shared);
            return plan.LargestBlock;
        }
        // The longest panel of a sparse array is rather the one with the fewest entries.
        var step = Math.Max(1, grid.Count / MostPanels);
        for (var number = 0L; number < grid.Count; number += step)
            AddBlock(sinks, grid[number], plan, shared);
        return plan.LargestBlock;
    }

    /// <summary>What one block of a tree reads and holds.</summary>
    public static void AddTree(Node root, BlockRequest request, ReadPlan plan, HashSet<Node> shared) =>
        AddTree(root, request, plan, shared, []);

    private static int MaximumDepth(IReadOnlyList<IBlockSink> sinks) => sinks.Max(sink => sink.Root.Depth);

    private static void AddBlock(IReadOnlyList<IBlockSink> sinks, Box box, ReadPlan plan, HashSet<Node> shared)
    {
        var asked = new HashSet<BlockKey>();
        foreach (var sink in sinks)
        {
            plan.AddBuffer(sink.BufferBytes(box));
            AddTree(sink.Root, BlockRequest.Of(box, sink.MemoryOrder), plan, shared, asked);
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
            // The first input is opened first, which matters to what the chunk cache then holds.
            var inputs = new Stack<(Node, BlockRequest)>();
            node.Ask(request, (input, rewritten) => inputs.Push((input, rewritten)));
            while (inputs.TryPop(out var next))
                stack.Push(next);
        }
    }

    /// <summary>A sparse node used several times is kept as entries: no more than were read, or the limit of what is kept.</summary>
    private static void AddSharedEntries(BlockKey key, ReadPlan plan)
    {
        if (key.Source is not Node { IsSparse: true } node)
            return;
        var most = Math.Min(plan.BlockEntries, SparseBlock<byte>.MostCollected) + SparseCursor<byte>.StripLength;
        // Memory that doubles when it is full is at most twice as large as needed, and the smaller one is there while it is copied.
        plan.AddBuffer(3 * most * (sizeof(int) + node.ElementType.Size()));
    }
}

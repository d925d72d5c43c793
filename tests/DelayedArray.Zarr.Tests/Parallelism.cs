// One at a time: some tests measure what the whole process allocates.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

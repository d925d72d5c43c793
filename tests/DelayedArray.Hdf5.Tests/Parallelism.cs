// A process that a test starts holds, for an instant, the locks on files that other tests have just closed.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

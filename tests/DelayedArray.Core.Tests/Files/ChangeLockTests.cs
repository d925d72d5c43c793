namespace DelayedArrays.Tests;

public sealed class ChangeLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Target => Path.Combine(_folder, "a.h5");

    // Many threads, each with a file of its own, take and free the lock as processes do. None may see another inside, also where
    // one frees (and so removes) the file that another has just opened.
    [Fact]
    public void Of_many_threads_one_holds_the_lock_at_a_time()
    {
        var (inside, max, total) = (0, 0, 0);
        var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            for (var round = 0; round < 200; round++)
            {
                using var held = ChangeLock.Take(Target, TimeSpan.FromMinutes(5));
                var now = Interlocked.Increment(ref inside);
                max = Math.Max(max, now);
                var seen = total;
                Thread.Yield();
                total = seen + 1;
                Interlocked.Decrement(ref inside);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal((1, 1600), (max, total));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_lock_that_stays_taken_is_a_refusal_that_names_the_target()
    {
        using var held = ChangeLock.Take(Target, TimeSpan.Zero);
        var refusal = Assert.Throws<ConcurrentChangeException>(() => ChangeLock.Take(Target, TimeSpan.FromMilliseconds(20)));
        Assert.StartsWith($"{Target}: another change is in progress", refusal.Message);
        ChangeLock.Take(Path.Combine(_folder, "b.h5"), TimeSpan.Zero).Dispose();
    }

    [Fact]
    public void Waiting_can_be_cancelled()
    {
        using var held = ChangeLock.Take(Target, TimeSpan.Zero);
        using CancellationTokenSource source = new();
        source.CancelAfter(20);
        Assert.ThrowsAny<OperationCanceledException>(() => ChangeLock.Take(Target, TimeSpan.FromMinutes(5), source.Token));
    }

    [Fact]
    public void A_folder_is_the_same_with_and_without_a_separator_at_its_end()
    {
        using var held = ChangeLock.Take(_folder + "/x.zarr/", TimeSpan.Zero);
        Assert.Throws<ConcurrentChangeException>(() => ChangeLock.Take(_folder + "/x.zarr", TimeSpan.Zero));
    }

    [Fact]
    public void A_missing_folder_is_no_reason_to_wait() =>
        Assert.Throws<DirectoryNotFoundException>(() => ChangeLock.Take(_folder + "/none/x", TimeSpan.FromMinutes(5)));
}

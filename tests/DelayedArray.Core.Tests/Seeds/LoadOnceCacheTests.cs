namespace DelayedArrays.Tests;

public sealed class LoadOnceCacheTests
{
    [Fact]
    public async Task What_several_threads_ask_for_at_once_is_loaded_by_one_of_them()
    {
        var cache = new LoadOnceCache<int, Loaded>();
        var loads = 0;
        using var gate = new ManualResetEventSlim();
        var users = Enumerable.Range(0, 6).Select(_ => Task.Factory.StartNew(() =>
        {
            using var lease = cache.Rent(7, 10, 100, null, () =>
            {
                Interlocked.Increment(ref loads);
                gate.Wait();
                return new Loaded();
            });
            return lease.Value;
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        SpinWait.SpinUntil(() => Volatile.Read(ref loads) == 1);
        gate.Set();
        var values = await Task.WhenAll(users);
        Assert.Equal(1, loads);
        Assert.Single(values.Distinct());
        Assert.Equal(10, cache.Bytes);
    }

    [Fact]
    public void The_value_not_used_for_longest_makes_room()
    {
        var cache = new LoadOnceCache<int, Loaded>();
        foreach (var key in (int[])[1, 2, 1, 3])
            cache.Rent(key, 10, 20, null, () => new Loaded()).Dispose();
        Assert.Equal([true, false, true], Enumerable.Range(1, 3).Select(key => IsHere(cache, key)));
        Assert.Equal(20, cache.Bytes);
    }

    [Fact]
    public void A_value_on_loan_is_disposed_when_its_last_user_returns_it()
    {
        var cache = new LoadOnceCache<int, Loaded>();
        var first = cache.Rent(1, 10, 10, null, () => new Loaded());
        var second = cache.TryRent(1)!.Value;
        var value = first.Value;
        cache.Rent(2, 10, 10, null, () => new Loaded()).Dispose();
        Assert.False(IsHere(cache, 1));
        first.Dispose();
        Assert.False(value.IsDisposed);
        second.Dispose();
        Assert.True(value.IsDisposed);
    }

    [Fact]
    public void A_value_larger_than_the_limit_is_lent_but_not_kept()
    {
        var cache = new LoadOnceCache<int, Loaded>();
        var lease = cache.Rent(1, 11, 10, null, () => new Loaded());
        var value = lease.Value;
        Assert.Equal((false, 0L), (value.IsDisposed, cache.Bytes));
        lease.Dispose();
        Assert.True(value.IsDisposed);
    }

    [Fact]
    public void A_failure_is_not_kept()
    {
        var cache = new LoadOnceCache<int, Loaded>();
        Assert.Throws<IOException>(() => cache.Rent(1, 10, 100, null, () => throw new IOException("torn cable")));
        Assert.Equal((0L, false), (cache.Bytes, IsHere(cache, 1)));
        using var lease = cache.Rent(1, 10, 100, null, () => new Loaded());
        Assert.False(lease.Value.IsDisposed);
    }

    [Fact]
    public void Values_that_are_forgotten_are_disposed()
    {
        var cache = new LoadOnceCache<int, Loaded>();
        var lease = cache.Rent(1, 10, 100, null, () => new Loaded());
        var value = lease.Value;
        lease.Dispose();
        cache.Rent(2, 10, 100, null, () => new Loaded()).Dispose();
        cache.Forget(key => key == 1);
        Assert.Equal((true, 10L, true), (value.IsDisposed, cache.Bytes, IsHere(cache, 2)));
    }

    private static bool IsHere(LoadOnceCache<int, Loaded> cache, int key)
    {
        if (cache.TryRent(key) is not { } lease)
            return false;
        lease.Dispose();
        return true;
    }

    private sealed class Loaded : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}

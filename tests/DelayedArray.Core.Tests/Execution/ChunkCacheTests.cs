namespace DelayedArrays.Tests;

public sealed class ChunkCacheTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    [InlineData(2, 5)]
    public async Task Threads_that_wait_for_the_same_chunk_let_its_reader_go_on(int workers, int lookAhead)
    {
        var seed = Columns(64, 64, _ => Thread.Sleep(1));
        var options = new ExecutionOptions { Workers = workers, LookAhead = lookAhead, ChunkCache = new ChunkCache(1 << 20), BlockElements = 64 };
        var shifted = Delayed.FromSeed(seed) + Delayed.FromSeed(seed)[Selection.Slice(step: -1), ..];
        Assert.Equal(4096L * 4095, await Task.Run(() => shifted.Sum(options)).WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Rows_over_chunks_of_columns_decode_each_chunk_once_while_the_cache_holds_them()
    {
        var seed = Columns(64, 64, _ => { });
        var options = new ExecutionOptions { Workers = 2, ChunkCache = new ChunkCache(1 << 20), BlockElements = 64 };
        var rows = Delayed.FromSeed(seed);
        for (var row = 0; row < 64; row++)
            Assert.Equal(Enumerable.Range(row * 64, 64).Sum(), rows[row].Sum(options));
        Assert.Equal((8, 8), (seed.Distinct, seed.Total));
    }

    [Fact]
    public void A_cache_too_small_for_a_chunk_still_gives_right_values()
    {
        var seed = Columns(64, 64, _ => { });
        var options = new ExecutionOptions { Workers = 2, ChunkCache = new ChunkCache(100) };
        Assert.Equal(Enumerable.Range(64, 64), Delayed.FromSeed(seed)[1].ToArray(options));
        Assert.InRange(options.ChunkCache.Bytes, 0, 100);
    }

    [Fact]
    public void The_cache_never_keeps_more_than_its_capacity()
    {
        var seed = Columns(64, 64, _ => { });
        var options = new ExecutionOptions { ChunkCache = new ChunkCache(5000) };
        Assert.Equal(Enumerable.Range(0, 63 * 64), Delayed.FromSeed(seed)[..^1].ToArray(options));
        Assert.InRange(options.ChunkCache.Bytes, 2048, 5000);
    }

    [Fact]
    public void A_chunk_that_could_not_be_read_is_asked_for_again()
    {
        var failures = 1;
        var seed = Columns(64, 64, _ =>
        {
            if (Interlocked.Decrement(ref failures) >= 0)
                throw new IOException("torn cable");
        });
        var options = new ExecutionOptions { ChunkCache = new ChunkCache(1 << 20) };
        var row = Delayed.FromSeed(seed)[5];
        Assert.Equal("torn cable", Assert.Throws<IOException>(() => row.ToArray(options)).Message);
        Assert.Equal(Enumerable.Range(5 * 64, 64), row.ToArray(options));
    }

    [Fact]
    public void Forgetting_a_seed_frees_its_chunks_and_no_others()
    {
        var (first, second) = (Columns(16, 16, _ => { }), Columns(16, 16, _ => { }));
        var cache = new ChunkCache(1 << 20);
        var options = new ExecutionOptions { ChunkCache = cache };
        Delayed.FromSeed(first)[1].ToArray(options);
        var bytes = cache.Bytes;
        Delayed.FromSeed(second)[1].ToArray(options);
        Assert.Equal(2 * bytes, cache.Bytes);
        cache.Forget(first);
        Assert.Equal(bytes, cache.Bytes);
        Delayed.FromSeed(second)[2].ToArray(options);
        Assert.Equal(second.Distinct, second.Total);
    }

    private static CountingSeed<int> Columns(int rows, int columns, Action<long[]> reading) =>
        new(new Dense<int>([.. Enumerable.Range(0, rows * columns)], rows, columns), rows, 8) { Reading = reading };
}

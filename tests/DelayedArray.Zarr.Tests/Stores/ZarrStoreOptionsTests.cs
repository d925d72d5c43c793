namespace DelayedArrays.ZarrTests;

/// <summary>Options of stores by their names.</summary>
public class ZarrStoreOptionsTests
{
    [Fact]
    public void EveryOptionHasAName()
    {
        var options = ZarrStoreOptions.Default
            .With("retries", "7").With("timeout", "1.5").With("request-timeout", "60").With("maximum-connections", "2").With("first-delay", "0")
            .With("maximum-delay", "0.25").With("maximum-skipped", "1000").With("forbidden-means-missing", "true").With("untrusted", "true");
        Assert.Equal(new ZarrStoreOptions
        {
            IsUntrusted = true,
            Http = new()
            {
                Retries = 7,
                Timeout = TimeSpan.FromSeconds(1.5),
                RequestTimeout = TimeSpan.FromMinutes(1),
                MaximumConnections = 2,
                FirstDelay = TimeSpan.Zero,
                MaximumDelay = TimeSpan.FromMilliseconds(250),
                MaximumSkipped = 1000,
                ForbiddenMeansMissing = true,
            },
        }, options);
        Assert.Equal(typeof(HttpStoreOptions).GetProperties().Length + 1, ZarrStoreSetting.All.Length);
        Assert.Null(options.With("forbidden-means-missing", "auto").Http.ForbiddenMeansMissing);
        Assert.False(options.With("forbidden-means-missing", "false").Http.ForbiddenMeansMissing);
        Assert.False(options.With("untrusted", "false").IsUntrusted);
    }

    [Theory]
    [InlineData("retry", "7", "no store option 'retry'; expected one of retries, timeout")]
    [InlineData("retries", "-1", "retries cannot be '-1'; expected retries=NUMBER")]
    [InlineData("retries", "many", "expected retries=NUMBER")]
    [InlineData("maximum-connections", "0", "is less than 1")]
    [InlineData("timeout", "0", "not between 0 and a day")]
    [InlineData("timeout", "1e99", "expected timeout=SECONDS")]
    [InlineData("untrusted", "yes", "expected untrusted=true|false")]
    [InlineData("forbidden-means-missing", "", "expected forbidden-means-missing=true|false|auto")]
    public void OthersAreRefused(string name, string value, string problem) => Assert.Contains(
        problem, Assert.Throws<ArgumentException>(() => ZarrStoreOptions.Default.With(name, value)).Message, StringComparison.Ordinal);
}

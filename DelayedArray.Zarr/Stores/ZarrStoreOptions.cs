namespace DelayedArrays;

/// <summary>How any kind of store is opened for reading.</summary>
public sealed record ZarrStoreOptions
{
    /// <summary>The default options, for a trusted store.</summary>
    public static ZarrStoreOptions Default { get; } = new();

    /// <summary>How a web server is accessed.</summary>
    public HttpStoreOptions Http { get; init; } = new();

    /// <summary>
    /// Whether the author of the store is not trusted. Symbolic links that lead out of its folder are then refused, because their targets
    /// may be private.
    /// </summary>
    public bool IsUntrusted { get; init; }

    /// <summary>These options with one changed, which is named as on a command line.</summary>
    /// <param name="name">The name, one of <see cref="ZarrStoreSetting.All"/>.</param>
    /// <param name="value">The value, as text.</param>
    /// <exception cref="ArgumentException">There is no such option, or the value is not valid for it.</exception>
    public ZarrStoreOptions With(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return ZarrStoreSetting.Find(name).Apply(this, value);
    }
}

namespace DelayedArrays;

/// <summary>How a store is opened for reading, wherever it is.</summary>
public sealed record ZarrStoreOptions
{
    /// <summary>Trusted, and asked as usual.</summary>
    public static ZarrStoreOptions Default { get; } = new();

    /// <summary>How a web server is asked.</summary>
    public HttpStoreOptions Http { get; init; } = new();

    /// <summary>
    /// Whether who made the store is not trusted: symbolic links that lead out of its folder are then refused, as what they lead to may
    /// be none of the maker's business.
    /// </summary>
    public bool IsUntrusted { get; init; }

    /// <summary>These options with one more, named as on a command line.</summary>
    /// <param name="name">The name, one of <see cref="ZarrStoreSetting.All"/>.</param>
    /// <param name="value">The value, in words.</param>
    /// <exception cref="ArgumentException">There is no such option, or it cannot have the value.</exception>
    public ZarrStoreOptions With(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return ZarrStoreSetting.Find(name).Apply(this, value);
    }
}

using System.Collections.Immutable;
using System.Globalization;

namespace DelayedArrays;

/// <summary>A named option of <see cref="ZarrStoreOptions"/>, for command lines and configuration files.</summary>
public sealed class ZarrStoreSetting
{
    private readonly Func<ZarrStoreOptions, string, ZarrStoreOptions?> _apply;

    private ZarrStoreSetting(string name, string values, string description, Func<ZarrStoreOptions, string, ZarrStoreOptions?> apply)
    {
        Name = name;
        Values = values;
        Description = description;
        _apply = apply;
    }

    /// <summary>All named options. To add one, add a line here.</summary>
    public static ImmutableArray<ZarrStoreSetting> All { get; } =
    [
        Http("retries", "NUMBER", "number of retries after a transient failure of a web server", Count, (o, v) => o with { Retries = v }),
        Http("timeout", "SECONDS", "longest wait for the next part of an answer", Seconds, (o, v) => o with { Timeout = v }),
        Http("request-timeout", "SECONDS", "longest time for a whole answer", Seconds, (o, v) => o with { RequestTimeout = v }),
        Http("maximum-connections", "NUMBER", "maximum number of concurrent requests", Count, (o, v) => o with { MaximumConnections = v }),
        Http("first-delay", "SECONDS", "longest wait before the first retry", Seconds, (o, v) => o with { FirstDelay = v }),
        Http("maximum-delay", "SECONDS", "longest wait before any retry", Seconds, (o, v) => o with { MaximumDelay = v }),
        Http("maximum-skipped", "BYTES", "maximum number of bytes to skip if a server sends whole values instead of parts", Bytes, (o, v) => o with { MaximumSkipped = v }),
        new("forbidden-means-missing", "true|false|auto", "whether status 403 means that a value does not exist; auto finds out",
            (o, text) => text == "auto" ? o with { Http = o.Http with { ForbiddenMeansMissing = null } }
                : Flag(text) is { } flag ? o with { Http = o.Http with { ForbiddenMeansMissing = flag } } : null),
        new("untrusted", "true|false", "whether symbolic links that lead out of the store are refused",
            (o, text) => Flag(text) is { } flag ? o with { IsUntrusted = flag } : null),
    ];

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The kind of its values, in one word.</summary>
    public string Values { get; }

    /// <summary>Its effect, in one line.</summary>
    public string Description { get; }

    /// <summary>The name and the kind of values.</summary>
    public override string ToString() => $"{Name}={Values}";

    /// <summary>Finds an option by name.</summary>
    /// <exception cref="ArgumentException">There is no such option. The message lists all options.</exception>
    internal static ZarrStoreSetting Find(string name) => All.FirstOrDefault(setting => setting.Name == name)
        ?? throw new ArgumentException($"there is no store option '{name}'; expected one of {string.Join(", ", All.Select(setting => setting.Name))}", nameof(name));

    /// <summary>Sets this option.</summary>
    /// <exception cref="ArgumentException">The value is not valid.</exception>
    internal ZarrStoreOptions Apply(ZarrStoreOptions options, string value)
    {
        var changed = _apply(options, value)
            ?? throw new ArgumentException($"the option {Name} cannot be '{value}'; expected {Name}={Values}", nameof(value));
        return changed.Http.Problem() is { } problem
            ? throw new ArgumentException($"the option {Name} cannot be '{value}': {problem}", nameof(value))
            : changed;
    }

    private static ZarrStoreSetting Http<T>(
        string name, string values, string description, Func<string, T?> parse, Func<HttpStoreOptions, T, HttpStoreOptions> set)
        where T : struct =>
        new(name, values, description, (o, text) => parse(text) is { } value ? o with { Http = set(o.Http, value) } : null);

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? Bytes(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan? Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue
            ? TimeSpan.FromSeconds(number)
            : null;

    private static bool? Flag(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };
}

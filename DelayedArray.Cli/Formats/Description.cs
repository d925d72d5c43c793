namespace DelayedArrays;

/// <summary>Describes an array, a container, or a member of one.</summary>
/// <param name="Format">Format and version.</param>
/// <param name="Path">Its name.</param>
/// <param name="Kind">Its kind, in a word or two.</param>
internal sealed record Description(string Format, string Path, string Kind)
{
    /// <summary>Lengths of the axes of an array; null without data.</summary>
    public long[]? Shape { get; init; }

    /// <summary>Name of the type of its elements.</summary>
    public string? ElementType { get; init; }

    /// <summary>Lengths of its chunks if they have one shape; with shards, of the chunks inside.</summary>
    public long[]? Chunks { get; init; }

    /// <summary>Lengths of its shards, if it has any.</summary>
    public long[]? Shards { get; init; }

    /// <summary>Names of its codecs.</summary>
    public IReadOnlyList<string>? Codecs { get; init; }

    /// <summary>Bytes it takes; null if unknown.</summary>
    public long? StoredBytes { get; init; }

    /// <summary>Whether <see cref="StoredBytes"/> is estimated from some of the chunks.</summary>
    public bool IsStoredEstimated { get; init; }

    /// <summary>The further details of a sparse array.</summary>
    public SparseDescription? Sparse { get; init; }

    /// <summary>The members of a container.</summary>
    public IReadOnlyList<Description>? Members { get; init; }

    /// <summary>Whether <see cref="Members"/> is incomplete.</summary>
    public bool IsCut { get; init; }

    /// <summary>Why it cannot be described further.</summary>
    public string? Damage { get; init; }

    /// <summary>Possible problems, as sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The store inside the named folder or file, if that is not a store itself.</summary>
    public string? Store { get; init; }

    /// <summary>Whether it is an array, and not a container or a link.</summary>
    public bool IsArray => Kind == "dataset" || Sparse is not null;
}

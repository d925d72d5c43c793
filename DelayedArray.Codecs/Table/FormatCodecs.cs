namespace DelayedArrays;

/// <summary>The codecs that one format can store, from the table of codecs.</summary>
/// <typeparam name="TId">The type by which the format identifies codecs.</typeparam>
/// <typeparam name="TForm">The form in which it stores them.</typeparam>
public sealed class FormatCodecs<TId, TForm> where TForm : CodecForm<TId>
{
    private readonly Func<CodecEntry, IEnumerable<TForm?>> _forms;

    internal FormatCodecs(string format, Func<CodecEntry, IEnumerable<TForm?>> forms)
    {
        Format = format;
        _forms = forms;
    }

    /// <summary>Name of the format.</summary>
    public string Format { get; }

    /// <summary>All codecs that the format can store. If a codec has several forms, the first is written.</summary>
    public IEnumerable<(CodecEntry Codec, TForm Form)> All =>
        CodecTable.Entries.SelectMany(entry => _forms(entry).OfType<TForm>().Select(form => (entry, form)));

    /// <summary>The names that users may choose for writing, such as <c>zstd</c> or <c>blosc-lz4</c>, and <c>none</c>.</summary>
    public IEnumerable<string> Choices => Choosable.SelectMany(codec => codec.Codec.Variants is [_, ..] variants
        ? variants.Select(variant => $"{Names(codec)[0]}-{variant}")
        : Names(codec)[..1]).Append(CodecTable.None);

    private IEnumerable<(CodecEntry Codec, TForm Form)> Choosable => CodecTable.Entries
        .Where(entry => !entry.IsStep)
        .Select(entry => (Codec: entry, Form: _forms(entry).OfType<TForm>().FirstOrDefault(form => form.IsWritten)!))
        .Where(codec => codec.Form is not null);

    /// <summary>Finds a codec by its id in the format; null if there is none.</summary>
    public (CodecEntry Codec, TForm Form)? Find(TId id)
    {
        foreach (var codec in All)
        {
            if (EqualityComparer<TId>.Default.Equals(codec.Form.Id, id))
                return codec;
        }
        return null;
    }

    /// <summary>Gets a codec by its id in the format.</summary>
    /// <exception cref="CodecException">There is no such codec. The message lists all codecs.</exception>
    public (CodecEntry Codec, TForm Form) Get(TId id) => Find(id) ?? throw new CodecException(
        $"{Format} codec {id}: not supported. Supported: " + string.Join(", ", All.Select(codec => $"{codec.Form.Id} {codec.Codec.Name}")));

    /// <summary>Whether users may choose a name for writing. True for <c>none</c>.</summary>
    public bool CanChoose(string name) => name == CodecTable.None || TryChoose(name) is not null;

    /// <summary>Gets the codec that a user chooses by name for writing; null for <c>none</c>.</summary>
    /// <param name="name">The name, optionally followed by a dash and a variant.</param>
    /// <exception cref="ArgumentException">There is no such codec. The message lists all choices.</exception>
    public (CodecEntry Codec, TForm Form, string Variant)? Choose(string name) => name == CodecTable.None ? null
        : TryChoose(name) ?? throw new ArgumentException($"there is no codec '{name}' here; {Format} has {string.Join(", ", Choices)}", nameof(name));

    private (CodecEntry Codec, TForm Form, string Variant)? TryChoose(string name)
    {
        foreach ((var entry, var form) in Choosable)
        {
            foreach (var own in Names((entry, form)))
            {
                if (name == own)
                    return (entry, form, entry.Variants.FirstOrDefault(""));
                if (name.StartsWith(own + "-", StringComparison.Ordinal) && entry.Variants.Contains(name[(own.Length + 1)..], StringComparer.Ordinal))
                    return (entry, form, name[(own.Length + 1)..]);
            }
        }
        return null;
    }

    private static string[] Names((CodecEntry Codec, TForm Form) codec) => codec.Form.Names is { } names ? [.. names] : [codec.Codec.Name];
}

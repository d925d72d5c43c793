namespace DelayedArrays;

/// <summary>A Zarr 3 extension: a name with a configuration, or a name alone.</summary>
internal static class Extension
{
    /// <summary>Gives the name and the configuration, which may be absent.</summary>
    public static (string Name, JsonPart Configuration) Split(JsonPart extension)
    {
        JsonPart none = new(default, extension.Place, $"{extension.Name}.configuration");
        if (extension.IsString)
            return (extension.Text(), none);
        if (!extension.IsObject)
            throw extension.Problem("a name, or an object with a name");
        var name = extension.Member("name").Text();
        return (name, extension.Optional("configuration")?.Object() ?? none);
    }

    /// <summary>Whether a reader that does not know the extension may ignore it.</summary>
    public static bool MayBeIgnored(JsonPart extension) =>
        extension.IsObject && extension.Has("must_understand", out var must) && !must.Flag();
}

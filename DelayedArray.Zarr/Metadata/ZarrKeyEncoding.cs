using System.Globalization;
using System.Text;

namespace DelayedArrays;

/// <summary>How the indices of a chunk form its key.</summary>
/// <param name="HasPrefix">Whether keys start with <c>c</c>: the default of Zarr 3, but not of Zarr 2.</param>
/// <param name="Separator">The character between the indices: <c>/</c> or <c>.</c>.</param>
public readonly record struct ZarrKeyEncoding(bool HasPrefix, char Separator)
{
    /// <summary>The key of a chunk, relative to the array.</summary>
    /// <param name="chunk">The index of the chunk along each axis. Without axes, the key is <c>c</c> or <c>0</c>.</param>
    public string Key(ReadOnlySpan<long> chunk)
    {
        if (chunk.IsEmpty)
            return HasPrefix ? "c" : "0";
        var key = new StringBuilder(HasPrefix ? "c" : "");
        for (var axis = 0; axis < chunk.Length; axis++)
        {
            if (axis > 0 || HasPrefix)
                key.Append(Separator);
            key.Append(CultureInfo.InvariantCulture, $"{chunk[axis]}");
        }
        return key.ToString();
    }

    internal static ZarrKeyEncoding FromV2(JsonPart? separator) => new(false, separator?.Text(".", "/")[0] ?? '.');

    internal static ZarrKeyEncoding FromV3(JsonPart encoding)
    {
        (var name, var configuration) = encoding.Extension();
        if (name is not ("default" or "v2"))
            throw encoding.Location.Problem($"the chunk key encoding '{name}' is not supported; expected default or v2");
        var separator = configuration.Optional("separator")?.Text(".", "/")[0] ?? (name == "v2" ? '.' : '/');
        return new(name == "default", separator);
    }
}

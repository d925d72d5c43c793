using System.Collections.Immutable;
using System.Text.Json;

namespace DelayedArrays.Zarr;

/// <summary>Strings stored as indices into a list of labels, starting at 1; 0 means none. Source: numcodecs' categorize.</summary>
internal sealed class Categories(ImmutableArray<string> labels, ZarrDataType codes)
{
    private const int MaxLabels = 1 << 20;

    public static Categories Of(ZarrCodecSpec spec, ZarrLocation location)
    {
        var parameters = new JsonPart(spec.Configuration, location, spec.Name);
        ImmutableArray<string> labels = [.. parameters.Member("labels").Items(MaxLabels).Select(label => label.Text())];
        var type = parameters.Optional("astype") ?? new JsonPart(JsonSerializer.SerializeToElement("|u1"), location, "astype");
        var codes = ZarrDataType.OfNumbers(type);
        return codes.Element is ElementType.Boolean || codes.Element!.Value.IsFloat() ? throw type.Problem("a type of integers") : new(labels, codes);
    }

    public string[] Parse(ReadOnlySpan<byte> bytes, int count)
    {
        if (bytes.Length != (long)count * codes.Size)
            throw CodecException.Decoding("categorize", $"{bytes.Length} bytes came out; expected {(long)count * codes.Size}");
        var texts = new string[count];
        for (var i = 0; i < count; i++)
        {
            var code = Code(bytes.Slice(i * codes.Size, codes.Size));
            texts[i] = code == 0 ? ""
                : code <= (ulong)labels.Length ? labels[(int)code - 1]
                : throw CodecException.Decoding("categorize", $"element {i} has the code {code}; there are {labels.Length} labels");
        }
        return texts;
    }

    private ulong Code(ReadOnlySpan<byte> bytes)
    {
        ulong code = 0;
        for (var i = 0; i < bytes.Length; i++)
            code = (code << 8) | bytes[codes.IsBigEndian ? i : bytes.Length - 1 - i];
        return code;
    }
}

namespace DelayedArrays;

/// <summary>The parameters of blosc. Decoding needs none of them.</summary>
internal static class BloscParameters
{
    private const int ByteShuffle = 1;
    private const int BitShuffle = 2;

    /// <summary>As numcodecs writes them: the shuffle is a number, of which -1 leaves the choice.</summary>
    public static IByteCodec V2(CodecArguments arguments)
    {
        var size = Math.Max(arguments.Type.Size, 1);
        var shuffle = arguments.Level("shuffle", ByteShuffle, -1, BitShuffle, size == 1 ? BitShuffle : ByteShuffle);
        return Create(arguments, size, shuffle);
    }

    /// <summary>As the codec of Zarr 3 has them: the shuffle has a name, and the size of elements is given.</summary>
    public static IByteCodec V3(CodecArguments arguments)
    {
        string[] names = ["noshuffle", "shuffle", "bitshuffle"];
        var shuffle = arguments.Parameters.Optional("shuffle")?.Text(names) ?? names[0];
        return Create(arguments, arguments.Level("typesize", 1, 0, int.MaxValue), Array.IndexOf(names, shuffle));
    }

    private static BloscCodec Create(CodecArguments arguments, int size, int shuffle)
    {
        var name = arguments.Parameters.Optional("cname")?.Text(BloscCodec.Compressors.AsSpan()) ?? "lz4";
        return new BloscCodec(size, arguments.Level("clevel", 5, 0, 9), shuffle, BloscCodec.Compressors.IndexOf(name));
    }
}

namespace DelayedArrays;

/// <summary>A chunk could not be encoded or decoded, or its codec is not available.</summary>
public sealed class CodecException : IOException
{
    /// <summary>Creates the exception with no detail.</summary>
    public CodecException() { }

    /// <summary>Creates the exception with a message that names the codec and what failed.</summary>
    public CodecException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public CodecException(string message, Exception inner) : base(message, inner) { }

    /// <summary>The exception for bytes that a codec cannot decode.</summary>
    /// <param name="codec">Name of the codec.</param>
    /// <param name="problem">What is wrong with the bytes.</param>
    public static CodecException Decoding(string codec, string problem) => new($"{codec} decode: {problem}");

    /// <summary>The exception for bytes that a codec cannot encode.</summary>
    /// <param name="codec">Name of the codec.</param>
    /// <param name="problem">What is wrong.</param>
    public static CodecException Encoding(string codec, string problem) => new($"{codec} encode: {problem}");

    /// <summary>The exception for encoded bytes that end too early.</summary>
    /// <param name="codec">Name of the codec.</param>
    /// <param name="part">The part of the data in which the bytes end.</param>
    /// <param name="needed">The required number of bytes.</param>
    /// <param name="found">The number of bytes that are left.</param>
    public static CodecException Truncated(string codec, string part, long needed, long found) =>
        Decoding(codec, $"the data end inside {part}: {needed} bytes needed, {found} found");

    /// <summary>The exception for encoded bytes that decode to more than expected.</summary>
    /// <param name="codec">Name of the codec.</param>
    /// <param name="expected">The expected number of decoded bytes.</param>
    /// <param name="found">The actual number of decoded bytes.</param>
    public static CodecException TooLong(string codec, long expected, long found) =>
        Decoding(codec, $"the data hold {found} bytes; expected {expected}");
}

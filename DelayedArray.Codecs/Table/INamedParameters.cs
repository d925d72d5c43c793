namespace DelayedArrays;

/// <summary>The parameters that metadata give for a codec. A null parameter counts as absent.</summary>
/// <remarks>
/// For a value of another type or out of range, the methods throw <see cref="ArrayFormatException"/>, which names the file.
/// </remarks>
public interface INamedParameters
{
    /// <summary>Bytes per element that the codec receives; 0 if elements differ in size.</summary>
    int ElementSize { get; }

    /// <summary>Gets an integer within a range; null if absent.</summary>
    int? Whole(string name, int min, int max);

    /// <summary>Gets a number; null if absent.</summary>
    double? Number(string name);

    /// <summary>Gets true or false; null if absent.</summary>
    bool? Flag(string name);

    /// <summary>Gets one of several texts; null if absent.</summary>
    string? Text(string name, params ReadOnlySpan<string> choices);
}

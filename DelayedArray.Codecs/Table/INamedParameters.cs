namespace DelayedArrays;

/// <summary>The parameters that metadata state for a codec. A parameter that is null counts as absent.</summary>
/// <remarks>The methods throw <see cref="ArrayFormatException"/>, which names the file, for a value of another type or out of range.</remarks>
public interface INamedParameters
{
    /// <summary>Bytes per element that the codec is given; 0 where elements differ in size.</summary>
    int ElementSize { get; }

    /// <summary>An integer within a range; null where it is absent.</summary>
    int? Whole(string name, int least, int most);

    /// <summary>A number; null where it is absent.</summary>
    double? Number(string name);

    /// <summary>True or false; null where it is absent.</summary>
    bool? Flag(string name);

    /// <summary>One of some texts; null where it is absent.</summary>
    string? Text(string name, params ReadOnlySpan<string> choices);
}

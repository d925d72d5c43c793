using System.Globalization;

namespace DelayedArrays.Tests;

/// <summary>Named parameters that were just written, without any file.</summary>
internal sealed class NamedValues(int elementSize, params (string Name, object Value)[] values) : INamedParameters
{
    public int ElementSize => elementSize;

    public int? Whole(string name, int min, int max)
    {
        if (Value(name) is not { } value)
            return null;
        var number = Convert.ToInt32(value, CultureInfo.InvariantCulture);
        return number >= min && number <= max ? number : throw new ArrayFormatException($"{name} is {number}; expected {min} to {max}");
    }

    public double? Number(string name) => Value(name) is { } value ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null;

    public bool? Flag(string name) => (bool?)Value(name);

    public string? Text(string name, params ReadOnlySpan<string> choices)
    {
        var text = (string?)Value(name);
        return text is null || choices.Contains(text) ? text : throw new ArrayFormatException($"{name} is {text}");
    }

    private object? Value(string name) => values.FirstOrDefault(value => value.Name == name).Value;
}

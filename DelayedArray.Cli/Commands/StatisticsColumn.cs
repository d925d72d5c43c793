using System.Globalization;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>A column of <c>darray stats</c>: its name, and the text of each value once the pass has run.</summary>
/// <param name="Name">The name.</param>
/// <param name="At">Gives the text of a value.</param>
/// <param name="IsText">Whether the values are text, such as dates, and not numbers.</param>
internal sealed record StatisticsColumn(string Name, Func<int, string> At, bool IsText = false)
{
    /// <summary>Makes a column of numbers.</summary>
    public static StatisticsColumn Of<T>(string name, Func<Tensor<T>> tensor) where T : unmanaged, IFormattable
    {
        var at = Elements(tensor);
        return new StatisticsColumn(name, i => Text(at(i)));
    }

    /// <summary>Gives the elements of a tensor by their number in C order. The tensor is requested with the first element.</summary>
    public static Func<int, T> Elements<T>(Func<Tensor<T>> tensor)
    {
        var elements = new Lazy<T[]>(() => [.. tensor()]);
        return i => elements.Value[i];
    }

    /// <summary>Formats a number so that reading it back loses nothing.</summary>
    public static string Text<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}

using System.Reflection;

namespace DelayedArrays.Benchmarks;

/// <summary>A reduction as <see cref="Reductions"/> declares it, for one element type.</summary>
/// <param name="Method">The method that makes it.</param>
/// <param name="Arguments">What the method is given.</param>
/// <param name="Name">NumPy's name.</param>
internal sealed record DeclaredReduction(MethodInfo Method, object?[] Arguments, string Name)
{
    /// <summary>The methods that declare reductions.</summary>
    public static IReadOnlyList<MethodInfo> Methods { get; } = [.. typeof(Reductions).GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(Reduction<,>))];

    // Made of the methods above.
    private static readonly Dictionary<ElementType, DeclaredReduction> Totals = Enum.GetValues<ElementType>().ToDictionary(
        type => type, type => Of(type).Single(reduction => reduction.Name == (type == ElementType.Boolean ? "count_nonzero" : "sum")));

    /// <summary>The reductions of an element type; one with an order is there once for each.</summary>
    public static IEnumerable<DeclaredReduction> Of(ElementType type) => Methods
        .Select(method => method.ClosedOver(type)).OfType<MethodInfo>()
        .Where(method => method.ReturnType.GenericTypeArguments[0] == type.ClrType)
        .SelectMany(Variants);

    private readonly MethodInfo _reduce = typeof(DelayedArray<>).MakeGenericType(Method.ReturnType.GenericTypeArguments[0]).GetMethods()
        .Single(method => method.Name == nameof(Reduce) && method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Axes)))
        .MakeGenericMethod(Method.ReturnType.GenericTypeArguments[1]);

    /// <summary>The reduction that adds up elements; of booleans the one that counts.</summary>
    public static DeclaredReduction Total(ElementType type) => Totals[type];

    /// <summary>Reduces an array.</summary>
    public object Reduce(DelayedArray array, Axes axis, bool skipNaN, ExecutionOptions options) =>
        _reduce.Invoke(array, BindingFlags.DoNotWrapExceptions, null, [Method.Invoke(null, Arguments), axis, skipNaN, false, options], null)!;

    private static IEnumerable<DeclaredReduction> Variants(MethodInfo method)
    {
        var parameters = method.GetParameters();
        object?[] usual = [.. parameters.Select(parameter => parameter.DefaultValue)];
        yield return new(method, usual, method.NumPyName);
        if (parameters is not [{ ParameterType.IsEnum: true } order])
            yield break;
        foreach (var value in Enum.GetValues(order.ParameterType))
        {
            if (Convert.ToInt32(value, null) != Convert.ToInt32(usual[0], null))
                yield return new(method, [value], $"{method.NumPyName} {value.ToString()!.ToLowerInvariant()}");
        }
    }
}

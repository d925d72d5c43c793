using System.Globalization;
using System.Numerics;
using System.Reflection;

namespace DelayedArrays.Benchmarks;

/// <summary>
/// A function of elements as the library declares it, for one element type: a public method whose first parameter and whose result
/// are delayed arrays.
/// </summary>
/// <param name="Method">The method.</param>
/// <param name="WithScalars">Whether its other arrays are numbers, and numbers it may do without are given.</param>
internal sealed record DeclaredFunction(MethodInfo Method, bool WithScalars)
{
    // The numbers that stand for arrays; 3 where nothing is said.
    private static readonly Dictionary<string, double[]> Scalars = new(StringComparer.Ordinal)
    {
        ["multiply"] = [2],
        ["power"] = [1.5],
        ["clip"] = [2, 6],
        ["less"] = [5],
        ["less_equal"] = [5],
        ["greater"] = [5],
        ["greater_equal"] = [5],
    };

    // Cells whose names are those of other scripts.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["floor_divide scalar"] = "x//3",
        ["mod scalar"] = "x%3",
        ["greater scalar"] = "x>5 count",
        ["power scalar"] = "pow1.5",
        ["clip"] = "clip arrays",
        ["clip scalar"] = "clip",
        ["round"] = "rint",
        ["round scalar"] = "round",
    };

    // Functions that NumPy has under no name of its own.
    private static readonly Dictionary<string, string> Expressions = new(StringComparer.Ordinal)
    {
        ["round"] = "np.rint({0})",
        ["sigmoid"] = "scipy.special.expit({0})",
        ["multiply_add"] = "{0} * {1} + {2}",
        ["multiply_add scalar"] = "{0} * {1} + {2}",
        ["exp10"] = "np.power(t(10), {0})",
        ["log_base"] = "np.log({0}) / np.log(t({1}))",
    };

    /// <summary>The methods that are functions of elements.</summary>
    public static IReadOnlyList<MethodInfo> Methods { get; } = [.. typeof(DelayedArray).Assembly.GetExportedTypes()
        .Where(type => type is { IsAbstract: true, IsSealed: true })
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => IsArray(method.ReturnType) && method.GetParameters() is [var first, ..] && IsArray(first.ParameterType))];

    /// <summary>NumPy's name.</summary>
    public string NumPyName => Method.NumPyName;

    /// <summary>The name of its cells.</summary>
    public string Name => Aliases.GetValueOrDefault(Key, Key);

    /// <summary>Whether it takes nothing but one array.</summary>
    public bool IsUnary => Method.GetParameters().Length == 1;

    /// <summary>The element type of the result.</summary>
    public Type ResultType => Method.ReturnType.GenericTypeArguments[0];

    private string Key => WithScalars ? $"{NumPyName} scalar" : NumPyName;

    /// <summary>The functions of an element type, each with arrays and, where that differs, with numbers.</summary>
    public static IEnumerable<DeclaredFunction> Of(ElementType type) => Methods
        .Select(method => method.ClosedOver(type)).OfType<MethodInfo>()
        .Where(method => method.IsGenericMethod || method.GetParameters()[0].ParameterType.GenericTypeArguments[0] == type.ClrType)
        .DistinctBy(method => method.NumPyName, StringComparer.Ordinal)
        .SelectMany(method => Forms(method, type));

    /// <summary>Applies the function.</summary>
    public DelayedArray Apply(DelayedArray x, Func<DelayedArray> other, Func<DelayedArray> mask) =>
        (DelayedArray)Method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [.. Arguments(x, other, mask)], null)!;

    /// <summary>The function as a Python expression.</summary>
    public string Expression(string x, string other)
    {
        string[] arguments = [.. Arguments(x, () => other, () => "m")
            .Where(argument => argument != Type.Missing)
            .Select(argument => argument as string ?? Convert.ToString(argument, CultureInfo.InvariantCulture)!)];
        return Expressions.TryGetValue(Key, out var format)
            ? string.Format(CultureInfo.InvariantCulture, format, arguments)
            : $"np.{NumPyName}({string.Join(", ", arguments)})";
    }

    // Arrays are of the library, or names of Python's.
    private IEnumerable<object> Arguments<TArray>(TArray x, Func<TArray> other, Func<TArray> mask) where TArray : class
    {
        var element = Method.IsGenericMethod ? Method.GetGenericArguments()[0] : typeof(bool);
        var (isFirst, scalars) = (true, 0);
        foreach (var parameter in Method.GetParameters())
        {
            if (!IsArray(parameter.ParameterType))
            {
                yield return !WithScalars && parameter.HasDefaultValue ? Type.Missing : Number(parameter);
            }
            else if (parameter.ParameterType.GenericTypeArguments[0] != element)
            {
                yield return mask();
            }
            else if (isFirst)
            {
                isFirst = false;
                yield return x;
            }
            else
            {
                yield return WithScalars ? Scalar(element, scalars++, isText: typeof(TArray) == typeof(string)) : other();
            }
        }
    }

    private static object Number(ParameterInfo parameter) => Type.GetTypeCode(parameter.ParameterType) switch
    {
        TypeCode.Int32 => (object)2,
        TypeCode.Double => 10.0,
        _ => throw new NotSupportedException($"no argument is known for {parameter.Name} of {parameter.Member.Name}"),
    };

    private object Scalar(Type element, int k, bool isText)
    {
        var number = Scalars.TryGetValue(NumPyName, out var numbers) ? numbers[k] : 3;
        return isText ? $"t({number.ToString(CultureInfo.InvariantCulture)})"
            : Enum.GetValues<ElementType>().Single(type => type.ClrType == element).DispatchNumeric(new Constant(number));
    }

    private static IEnumerable<DeclaredFunction> Forms(MethodInfo method, ElementType type)
    {
        yield return new(method, WithScalars: false);
        var hasNumbers = method.GetParameters().Count(parameter => IsArrayOf(parameter.ParameterType, type)) > 1
            || method.GetParameters().Any(parameter => parameter.HasDefaultValue);
        if (hasNumbers && type != ElementType.Boolean)
            yield return new(method, WithScalars: true);
    }

    private static bool IsArray(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(DelayedArray<>);

    private static bool IsArrayOf(Type type, ElementType element) => IsArray(type) && type.GenericTypeArguments[0] == element.ClrType;

    private sealed class Constant(double value) : INumericVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => (DelayedArray<T>)T.CreateTruncating(value);
    }
}

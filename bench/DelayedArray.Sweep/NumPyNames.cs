using System.Reflection;

namespace DelayedArrays.Benchmarks;

/// <summary>What NumPy calls the operations and element types of this library.</summary>
internal static class NumPyNames
{
    // Where NumPy's name is not the name of the method in lower case.
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["op_Addition"] = "add",
        ["op_Subtraction"] = "subtract",
        ["op_Multiply"] = "multiply",
        ["op_Division"] = "divide",
        ["op_Modulus"] = "fmod",
        ["op_UnaryPlus"] = "positive",
        ["op_UnaryNegation"] = "negative",
        ["Negate"] = "negative",
        ["op_LessThan"] = "less",
        ["op_LessThanOrEqual"] = "less_equal",
        ["op_GreaterThan"] = "greater",
        ["op_GreaterThanOrEqual"] = "greater_equal",
        ["EqualTo"] = "equal",
        ["NotEqualTo"] = "not_equal",
        ["op_BitwiseAnd"] = "bitwise_and",
        ["op_BitwiseOr"] = "bitwise_or",
        ["op_ExclusiveOr"] = "bitwise_xor",
        ["op_OnesComplement"] = "invert",
        ["op_LogicalNot"] = "logical_not",
        ["op_LeftShift"] = "left_shift",
        ["op_RightShift"] = "right_shift",
        ["op_UnsignedRightShift"] = "unsigned_right_shift",
        ["FloorDivide"] = "floor_divide",
        ["MultiplyAdd"] = "multiply_add",
        ["LogBase"] = "log_base",
        ["Asin"] = "arcsin",
        ["Acos"] = "arccos",
        ["Atan"] = "arctan",
        ["Atan2"] = "arctan2",
        ["Asinh"] = "arcsinh",
        ["Acosh"] = "arccosh",
        ["Atanh"] = "arctanh",
        ["Ceiling"] = "ceil",
        ["Truncate"] = "trunc",
        ["ToDegrees"] = "degrees",
        ["ToRadians"] = "radians",
        ["IsInfinity"] = "isinf",
        ["SumExact"] = "sum",
        ["Product"] = "prod",
        ["ProductExact"] = "prod",
        ["Variance"] = "var",
        ["StandardDeviation"] = "std",
        ["CountNonZero"] = "count_nonzero",
        ["MeanAndVariance"] = "mean_and_variance",
    };

    extension(MethodInfo method)
    {
        /// <summary>NumPy's name of the operation, or the one it would have.</summary>
        public string NumPyName => Others.GetValueOrDefault(method.Name) ?? method.Name.ToLowerInvariant();
    }

    extension(ElementType type)
    {
        /// <summary>Kind and size, such as <c>f4</c>.</summary>
        public string Code => (type.IsFloat() ? "f" : type == ElementType.Boolean ? "b" : type.Name()[..1]) + type.Size();

        /// <summary>The type in which NumPy is to add up elements, so that the sum is as wide as ours.</summary>
        public string SumCode => type.IsFloat() ? "f8" : type == ElementType.UInt64 ? "u8" : "i8";
    }
}

using System.Reflection;

namespace DelayedArrays.Benchmarks;

/// <summary>Declarations that are generic in the element type, closed over one.</summary>
internal static class Declarations
{
    extension(ElementType type)
    {
        /// <summary>The C# type of the elements.</summary>
        public Type ClrType => type.Dispatch(new TypeOf());
    }

    extension(MethodInfo method)
    {
        /// <summary>The method for an element type: itself if it is not generic, null if its constraints rule the type out.</summary>
        public MethodInfo? ClosedOver(ElementType type)
        {
            if (!method.IsGenericMethodDefinition)
                return method;
            if (method.GetGenericArguments().Length != 1)
                return null;
            try
            {
                return method.MakeGenericMethod(type.ClrType);
            }
            catch (ArgumentException)
            {
                return null;
            }
        }
    }

    private sealed class TypeOf : IElementVisitor<Type>
    {
        public Type Visit<T>() where T : unmanaged => typeof(T);
    }
}

namespace DelayedArrays;

public abstract partial class DelayedArray
{
    /// <summary>Converts the elements lazily. An array that already has the type is returned as it is.</summary>
    /// <param name="mode">How to treat values that the new type cannot hold.</param>
    public DelayedArray<T> Cast<T>(CastMode mode = CastMode.Saturating) where T : unmanaged => new(Casting.To<T>(Root, mode));

    /// <summary>Converts the elements to a type that is known only at run time.</summary>
    public DelayedArray Cast(ElementType type, CastMode mode = CastMode.Saturating) => type.Dispatch(new CastVisitor(this, mode));

    private sealed class CastVisitor(DelayedArray array, CastMode mode) : IElementVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged => array.Cast<T>(mode);
    }
}

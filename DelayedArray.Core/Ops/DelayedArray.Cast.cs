namespace DelayedArrays;

public abstract partial class DelayedArray
{
    /// <summary>Converts the elements, lazily; an array that has the type already is returned as it is.</summary>
    /// <param name="mode">What happens to values the new type does not have.</param>
    public DelayedArray<T> Cast<T>(CastMode mode = CastMode.Saturating) where T : unmanaged => new(Casting.To<T>(Root, mode));

    /// <summary>Converts the elements to a type known at run time only.</summary>
    public DelayedArray Cast(ElementType type, CastMode mode = CastMode.Saturating) => type.Dispatch(new CastVisitor(this, mode));

    private sealed class CastVisitor(DelayedArray array, CastMode mode) : IElementVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged => array.Cast<T>(mode);
    }
}

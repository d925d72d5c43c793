using System.Numerics;

namespace DelayedArrays;

/// <summary>The stored types of a group's indices and offsets.</summary>
/// <param name="Indices">Type of <c>indices</c>.</param>
/// <param name="Offsets">Type of <c>indptr</c>.</param>
internal readonly record struct PartTypes(ElementType Indices, ElementType Offsets)
{
    /// <summary>The largest index that fits the type.</summary>
    public long MaxIndex => Indices.DispatchNumeric(new Largest());

    /// <summary>The most entries that the offsets can count.</summary>
    public long MaxEntries => Offsets.DispatchNumeric(new Largest());

    /// <summary>Gets the types of an existing group.</summary>
    public static PartTypes Of(SparseGroup group) =>
        new(group.Open(SparseParts.Indices).ElementType, group.Open(SparseParts.Offsets).ElementType);

    private readonly struct Largest : INumericVisitor<long>
    {
        public long Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => long.CreateSaturating(T.MaxValue);
    }
}

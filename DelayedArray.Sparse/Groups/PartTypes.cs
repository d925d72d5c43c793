using System.Numerics;

namespace DelayedArrays;

/// <summary>The types in which indices and offsets of a group are stored.</summary>
/// <param name="Indices">Type of <c>indices</c>.</param>
/// <param name="Offsets">Type of <c>indptr</c>.</param>
internal readonly record struct PartTypes(ElementType Indices, ElementType Offsets)
{
    /// <summary>The largest index that can be stored.</summary>
    public long MostIndex => Indices.DispatchNumeric(new Largest());

    /// <summary>The most entries that offsets can count.</summary>
    public long MostEntries => Offsets.DispatchNumeric(new Largest());

    /// <summary>The types of a group that is there.</summary>
    public static PartTypes Of(SparseGroup group) =>
        new(group.Open(SparseParts.Indices).ElementType, group.Open(SparseParts.Offsets).ElementType);

    private readonly struct Largest : INumericVisitor<long>
    {
        public long Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => long.CreateSaturating(T.MaxValue);
    }
}

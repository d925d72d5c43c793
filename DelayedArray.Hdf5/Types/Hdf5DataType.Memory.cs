namespace DelayedArrays;

public sealed partial record Hdf5DataType
{
    /// <summary>
    /// The number of this machine that holds the stored ones: the same type in native byte order where
    /// <see cref="NeedsConversion"/> is false, enumerations as their integers (<see cref="Boolean"/> as itself), bit fields as
    /// unsigned integers, dates and durations as signed ones. Floats beyond 64 bits are rounded to 64. Null for what is no number or beyond 64 bits.
    /// </summary>
    public Hdf5DataType? Memory => Class switch
    {
        _ when Time is not null => Integer(Size, signed: true),
        Hdf5TypeClass.Enum => IsBoolean ? Boolean : Base?.Memory,
        Hdf5TypeClass.Integer or Hdf5TypeClass.BitField when IntegerSize is { } size => Integer(size, IsSigned),
        Hdf5TypeClass.Float => Float(FloatSize),
        _ => null,
    };

    /// <summary>The element type of <see cref="Memory"/>: what an array over the dataset has. Null if there is none.</summary>
    public ElementType? Element => Memory is not { } memory ? null : (memory.Class, memory.Size, memory.IsSigned) switch
    {
        (Hdf5TypeClass.Enum, _, _) => ElementType.Boolean,
        (Hdf5TypeClass.Float, 2, _) => ElementType.Float16,
        (Hdf5TypeClass.Float, 4, _) => ElementType.Float32,
        (Hdf5TypeClass.Float, _, _) => ElementType.Float64,
        (_, 1, true) => ElementType.Int8,
        (_, 1, false) => ElementType.UInt8,
        (_, 2, true) => ElementType.Int16,
        (_, 2, false) => ElementType.UInt16,
        (_, 4, true) => ElementType.Int32,
        (_, 4, false) => ElementType.UInt32,
        (_, _, true) => ElementType.Int64,
        _ => ElementType.UInt64,
    };

    // By the bytes stored, not the bits used of them: packed 16-bit numbers in 4 bytes are 32-bit numbers, as to h5py.
    private int? IntegerSize => Size switch
    {
        1 => 1,
        2 => 2,
        <= 4 => 4,
        <= 8 => 8,
        _ => Precision <= 64 ? 8 : null,
    };

    private int FloatSize => (ExponentBits, MantissaBits) switch
    {
        ( <= 5, <= 10) => 2,
        ( <= 8, <= 23) => 4,
        _ => 8,
    };
}

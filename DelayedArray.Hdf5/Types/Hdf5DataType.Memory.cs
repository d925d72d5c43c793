namespace DelayedArrays;

public sealed partial record Hdf5DataType
{
    /// <summary>
    /// The number type that holds the elements in memory: the same type in native byte order unless <see cref="NeedsConversion"/> is
    /// true. Enumerations become their integers (<see cref="Boolean"/> stays itself), bit fields become unsigned integers, and dates and
    /// durations become signed integers. Floats beyond 64 bits are rounded to 64. Null if the elements are not numbers, or are integers
    /// beyond 64 bits.
    /// </summary>
    public Hdf5DataType? Memory => Class switch
    {
        _ when Time is not null => Integer(Size, signed: true),
        Hdf5TypeClass.Enum => IsBoolean ? Boolean : Base?.Memory,
        Hdf5TypeClass.Integer or Hdf5TypeClass.BitField when IntegerSize is { } size => Integer(size, IsSigned),
        Hdf5TypeClass.Float => Float(FloatSize),
        _ => null,
    };

    /// <summary>The element type of <see cref="Memory"/>, which an array over the dataset has; null if there is none.</summary>
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

    // The stored bytes count, not the bits used of them: as in h5py, 16-bit numbers packed into 4 bytes are 32-bit numbers.
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

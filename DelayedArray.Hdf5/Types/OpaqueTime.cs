namespace DelayedArrays;

/// <summary>
/// Dates and durations that h5py stores as opaque types: their tags are <c>NUMPY:</c> and NumPy's name of the type, such as
/// <c>&lt;M8[ns]</c>.
/// </summary>
internal static class OpaqueTime
{
    private const string Prefix = "NUMPY:";

    /// <summary>An opaque type, with what it means if its tag says that it is a time.</summary>
    public static Hdf5DataType Describe(Hdf5DataType type, string tag)
    {
        var opaque = type with { Tag = tag };
        if (type.Size != sizeof(long) || !tag.StartsWith(Prefix, StringComparison.Ordinal))
            return opaque;
        var name = tag[Prefix.Length..];
        var hasOrder = name.Length > 0 && name[0] is '<' or '>' or '=';
        if (TimeType.TryParse(hasOrder ? name[1..] : name) is not { } time)
            return opaque;
        return opaque with
        {
            Time = time,
            IsSigned = true,
            IsStandard = true,
            Precision = 64,
            ByteOrder = name[0] switch
            {
                '<' => Hdf5ByteOrder.LittleEndian,
                '>' => Hdf5ByteOrder.BigEndian,
                _ => Hdf5DataType.NativeOrder,
            },
        };
    }

    /// <summary>The type of times.</summary>
    public static Hdf5DataType Of(TimeType time, Hdf5ByteOrder order) => Describe(
        new() { Class = Hdf5TypeClass.Opaque, Size = sizeof(long) },
        $"{Prefix}{(order == Hdf5ByteOrder.BigEndian ? '>' : '<')}{time.ShortName}");
}

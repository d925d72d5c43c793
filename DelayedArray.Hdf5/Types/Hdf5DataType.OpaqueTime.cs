namespace DelayedArrays;

public sealed partial record Hdf5DataType
{
    // h5py stores dates and durations as opaque types. Their tag is this prefix and NumPy's name for the type, such as <M8[ns].
    private const string NumPyTag = "NUMPY:";

    private static Hdf5DataType OfTime(TimeType time, Hdf5ByteOrder order) => WithTag(
        new() { Class = Hdf5TypeClass.Opaque, Size = sizeof(long) },
        $"{NumPyTag}{(order == Hdf5ByteOrder.BigEndian ? '>' : '<')}{time.ShortName}");

    /// <summary>An opaque type. If its tag names a type of dates or durations, it has that meaning.</summary>
    private static Hdf5DataType WithTag(Hdf5DataType type, string tag)
    {
        var opaque = type with { Tag = tag };
        if (type.Size != sizeof(long) || !tag.StartsWith(NumPyTag, StringComparison.Ordinal))
            return opaque;
        var name = tag[NumPyTag.Length..];
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
                _ => NativeOrder,
            },
        };
    }
}

namespace DelayedArrays.Hdf5;

/// <summary>Addresses of the functions of a file driver, named as the members of <c>H5FD_class_t</c>.</summary>
internal sealed record DriverCallbacks
{
    public required nint Open { get; init; }

    public required nint Close { get; init; }

    public required nint Compare { get; init; }

    public required nint Query { get; init; }

    public required nint GetAllocated { get; init; }

    public required nint SetAllocated { get; init; }

    public required nint GetLength { get; init; }

    public required nint GetHandle { get; init; }

    public required nint Read { get; init; }

    public required nint Write { get; init; }
}

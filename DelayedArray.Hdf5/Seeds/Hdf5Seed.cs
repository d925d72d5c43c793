namespace DelayedArrays;

/// <summary>What the seeds over one dataset have in common.</summary>
/// <param name="dataset">The dataset, which must stay open.</param>
internal sealed class Hdf5Source(Hdf5Dataset dataset)
{
    public Hdf5Dataset Dataset => dataset;

    public Shape Shape { get; } = new(dataset.Shape.AsSpan());

    /// <summary>The file that holds the data, which a link may have led to.</summary>
    public string Path { get; } = dataset.FileName;

    public string Description => $"HDF5 {Path}::{dataset.Path}";

    /// <summary>Whether stored numbers have the other byte order.</summary>
    public bool SwapsBytes { get; } = dataset.Type.Size > 1
        && dataset.Type.ByteOrder == (BitConverter.IsLittleEndian ? Hdf5ByteOrder.BigEndian : Hdf5ByteOrder.LittleEndian);

    public ArrayFormatException Problem(string problem, Exception? inner = null) => new(Path, dataset.Path, problem, inner);

    /// <summary>The value of elements never written.</summary>
    public T FillValue<T>() where T : unmanaged => dataset.FillValue is { } bytes
        ? System.Runtime.InteropServices.MemoryMarshal.Read<T>(bytes.AsSpan())
        : default;
}

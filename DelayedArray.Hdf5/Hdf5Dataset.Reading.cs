using System.Runtime.InteropServices;

namespace DelayedArrays;

public sealed unsafe partial class Hdf5Dataset
{
    /// <summary>Reads a chunk as stored, without undoing its filters.</summary>
    /// <param name="offset">Coordinates of the chunk's first element: multiples of the chunk shape, within the dataset.</param>
    /// <param name="destination">Receives the bytes. If the chunk's <see cref="Hdf5RawChunk.StoredSize"/> exceeds its length, nothing is
    /// read: call again with enough room.</param>
    /// <returns>The stored size of the chunk, and the filters it skipped.</returns>
    /// <exception cref="SelectionException">The offset has the wrong number of axes or is outside the dataset.</exception>
    /// <exception cref="ArrayFormatException">The chunk cannot be read, or the dataset is not chunked.</exception>
    public Hdf5RawChunk ReadChunkRaw(ReadOnlySpan<long> offset, Span<byte> destination)
    {
        CheckChunk(offset);
        fixed (long* at = offset)
        fixed (byte* buffer = destination)
        {
            using var _ = Enter();

            // If no chunk at all was written yet, the library leaves the size as it is. It reports a single missing chunk as an error.
            ulong size = 0;
            if (H5D.ChunkSize(Id, at, ref size) < 0)
                return MissingOrFailure(offset);
            if (size == 0 || size > (ulong)destination.Length)
                return new(checked((long)size), 0);
            if (H5D.ReadChunk(Id, Hdf5Id.Default, at, out var mask, buffer) < 0)
                return MissingOrFailure(offset);
            return new((long)size, mask);
        }
    }

    private Hdf5RawChunk MissingOrFailure(ReadOnlySpan<long> offset)
    {
        var missing = H5E.Descriptions().Exists(static line => line is "chunk storage is not allocated" or "chunk address isn't defined");
        return missing ? default : throw Location.Failure($"cannot read the chunk at {Hdf5Dataspace.Text(offset)}");
    }

    /// <summary>Reads a box, with an optional stride, through the library: any layout, filter and numeric conversion.</summary>
    /// <param name="start">First index on each axis.</param>
    /// <param name="count">Elements on each axis.</param>
    /// <param name="stride">Distance between elements on each axis; empty for 1.</param>
    /// <param name="memory">The type to convert the elements to. Integers that do not fit become the nearest one that does.</param>
    /// <param name="destination">Receives the elements in C order. Its length must be exactly their size in bytes.</param>
    /// <exception cref="SelectionException">The selection does not fit the shape.</exception>
    /// <exception cref="ArgumentException">The destination has the wrong length.</exception>
    /// <exception cref="ArrayFormatException">The elements cannot be read or converted.</exception>
    public void Read(
        ReadOnlySpan<long> start, ReadOnlySpan<long> count, ReadOnlySpan<long> stride, Hdf5DataType memory, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(memory);
        if (CheckSelection(start, count, stride, memory, destination.Length) == 0)
            return;
        fixed (byte* buffer = destination)
        {
            using var _ = Enter();
            using var type = Type.MemoryType(Location, memory);
            Transfer(new Hyperslab(start, count, stride), type, buffer, write: false);
        }
        Type.SwapTimes(destination);
        if (!memory.IsBoolean)
            return;
        foreach (ref var value in destination)
            value = value == 0 ? (byte)0 : (byte)1;
    }

    /// <summary>Reads a box.</summary>
    /// <typeparam name="T">bool, an integer of 8 to 64 bits, Half, float or double; the stored numbers are converted to it.</typeparam>
    /// <param name="start">First index on each axis.</param>
    /// <param name="count">Elements on each axis.</param>
    /// <exception cref="SelectionException">The box does not fit the shape, or has more elements than an array can hold.</exception>
    /// <exception cref="UnsupportedElementTypeException">T is another type.</exception>
    /// <exception cref="ArrayFormatException">The elements are not numbers, or cannot be read.</exception>
    public T[] Read<T>(ReadOnlySpan<long> start, ReadOnlySpan<long> count) where T : unmanaged
    {
        var values = new T[ArrayLength(Hdf5Dataspace.CountSelected(Shape.AsSpan(), start, count, []))];
        Read(start, count, [], Hdf5DataType.Of<T>(), MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>Reads all elements, in C order. A null dataset has none.</summary>
    /// <typeparam name="T">bool, an integer of 8 to 64 bits, Half, float or double; the stored numbers are converted to it.</typeparam>
    /// <exception cref="SelectionException">There are more elements than an array can hold.</exception>
    /// <exception cref="UnsupportedElementTypeException">T is another type.</exception>
    /// <exception cref="ArrayFormatException">The elements are not numbers, or cannot be read.</exception>
    public T[] ReadAll<T>() where T : unmanaged =>
        IsNull ? [] : Read<T>(stackalloc long[Shape.Length], Shape.AsSpan());

    /// <summary>Reads one field of every record of a compound dataset.</summary>
    /// <typeparam name="T">bool, an integer of 8 to 64 bits, Half, float or double; the stored numbers are converted to it.</typeparam>
    /// <param name="field">The field's name.</param>
    /// <exception cref="ArrayFormatException">There is no such field, it does not hold numbers, or it cannot be read.</exception>
    public T[] ReadField<T>(string field) where T : unmanaged
    {
        var stored = Field(field).Type;
        var values = new T[ArrayLength(Length)];
        if (values.Length == 0)
            return values;
        var memory = Hdf5DataType.Of<T>();
        fixed (T* buffer = values)
        {
            using var _ = Enter();
            using var type = stored.MemoryType(Location, memory);
            using var record = Hdf5DataType.InField(Location, type, field, memory.Size);
            Transfer(new Hyperslab(stackalloc long[Shape.Length], Shape.AsSpan(), []), record, buffer, write: false);
        }
        stored.SwapTimes(MemoryMarshal.AsBytes(values.AsSpan()));
        if (typeof(T) != typeof(bool))
            return values;
        foreach (ref var value in MemoryMarshal.AsBytes(values.AsSpan()))
            value = value == 0 ? (byte)0 : (byte)1;
        return values;
    }

    private Hdf5Field Field(string name) => Type.Fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.Ordinal))
        ?? throw Location.Problem($"has elements of type {Type}; expected records with a field '{name}'");

    private static int ArrayLength(long count) => count <= Array.MaxLength
        ? (int)count
        : throw new SelectionException($"{count} elements are more than an array can have ({Array.MaxLength}); read a part.");

    private void CheckChunk(ReadOnlySpan<long> offset)
    {
        if (Layout != Hdf5Layout.Chunked)
            throw Location.Problem($"has the layout {Layout}; expected chunks");
        if (offset.Length != Shape.Length)
            throw new SelectionException($"The chunk offset has {offset.Length} axes; expected {Shape.Length}.");
        for (var axis = 0; axis < offset.Length; axis++)
        {
            if (offset[axis] < 0 || offset[axis] >= Shape[axis] || offset[axis] % ChunkShape[axis] != 0)
            {
                throw new SelectionException($"Axis {axis}: no chunk of {ChunkShape[axis]} starts at {offset[axis]} "
                    + $"within the length {Shape[axis]}.");
            }
        }
    }

    private long CheckSelection(
        ReadOnlySpan<long> start, ReadOnlySpan<long> count, ReadOnlySpan<long> stride, Hdf5DataType memory, int bytes)
    {
        if (IsNull)
            throw Location.Problem("has no data (its dataspace is null)");
        var elements = Hdf5Dataspace.CountSelected(Shape.AsSpan(), start, count, stride);
        return (Int128)elements * memory.Size == bytes
            ? elements
            : throw new ArgumentException($"{elements} elements of {memory.Size} bytes do not have the {bytes} bytes given.", nameof(bytes));
    }
}

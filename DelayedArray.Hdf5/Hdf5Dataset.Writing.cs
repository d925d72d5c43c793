using System.Runtime.InteropServices;

namespace DelayedArrays;

public sealed unsafe partial class Hdf5Dataset
{
    /// <summary>Writes a box.</summary>
    /// <param name="start">First index on each axis.</param>
    /// <param name="count">Elements on each axis.</param>
    /// <param name="memory">The type of the elements in memory. They are converted to the stored type.</param>
    /// <param name="source">The elements in C order. Its length must be exactly their size in bytes.</param>
    /// <exception cref="SelectionException">The box does not fit the shape.</exception>
    /// <exception cref="ArgumentException">The source has the wrong length.</exception>
    /// <exception cref="ArrayFormatException">The elements cannot be converted or written.</exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public void Write(ReadOnlySpan<long> start, ReadOnlySpan<long> count, Hdf5DataType memory, ReadOnlySpan<byte> source)
    {
        ArgumentNullException.ThrowIfNull(memory);
        CheckWritable();
        if (CheckSelection(start, count, [], memory, source.Length) == 0)
            return;
        if (Type.Time is not null && Type.ByteOrder != Hdf5DataType.NativeOrder)
        {
            var swapped = source.ToArray();
            Type.SwapTimes(swapped);
            source = swapped;
        }
        fixed (byte* buffer = source)
        {
            using var _ = Enter();
            using var type = Type.MemoryTypeToWrite(Location, memory);
            Transfer(new Hyperslab(start, count, []), type, buffer, write: true);
        }
    }

    /// <summary>Writes a box.</summary>
    /// <typeparam name="T">bool, an integer of 8 to 64 bits, Half, float or double; converted to the stored type.</typeparam>
    /// <param name="start">First index on each axis.</param>
    /// <param name="count">Elements on each axis.</param>
    /// <param name="values">The elements in C order.</param>
    /// <exception cref="SelectionException">The box does not fit the shape.</exception>
    /// <exception cref="ArgumentException">The number of values is wrong.</exception>
    /// <exception cref="ArrayFormatException">The elements cannot be converted or written.</exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public void Write<T>(ReadOnlySpan<long> start, ReadOnlySpan<long> count, ReadOnlySpan<T> values) where T : unmanaged =>
        Write(start, count, Hdf5DataType.Of<T>(), MemoryMarshal.AsBytes(values));

    /// <summary>Writes all elements.</summary>
    /// <typeparam name="T">bool, an integer of 8 to 64 bits, Half, float or double; converted to the stored type.</typeparam>
    /// <param name="values">The elements in C order.</param>
    /// <exception cref="ArgumentException">The number of values is wrong.</exception>
    /// <exception cref="ArrayFormatException">The elements cannot be converted or written.</exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public void WriteAll<T>(ReadOnlySpan<T> values) where T : unmanaged =>
        Write(stackalloc long[Shape.Length], Shape.AsSpan(), values);

    /// <summary>Writes a chunk that the caller has already passed through the filters.</summary>
    /// <param name="offset">Coordinates of the chunk's first element: multiples of the chunk shape, within the dataset.</param>
    /// <param name="filterMask">Bit k is set if filter k (from 0, in writing order) was not applied.</param>
    /// <param name="source">The bytes to store. They hold a whole chunk, even at the edges of the dataset.</param>
    /// <exception cref="SelectionException">The offset has the wrong number of axes or is outside the dataset.</exception>
    /// <exception cref="ArrayFormatException">The chunk cannot be written, or the dataset is not chunked.</exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public void WriteChunkRaw(ReadOnlySpan<long> offset, uint filterMask, ReadOnlySpan<byte> source)
    {
        CheckWritable();
        CheckChunk(offset);
        fixed (long* at = offset)
        fixed (byte* buffer = source)
        {
            using var _ = Enter();
            if (H5D.WriteChunk(Id, Hdf5Id.Default, filterMask, at, source.Length, buffer) < 0)
                throw Location.Failure($"cannot write the chunk at {Hdf5Dataspace.Text(offset)}");
        }
    }

    /// <summary>Resizes a chunked dataset. New elements have the fill value.</summary>
    /// <param name="shape">The new shape, within <see cref="MaximumShape"/>.</param>
    /// <exception cref="ArgumentException">The shape has the wrong number of axes, or exceeds the maximum.</exception>
    /// <exception cref="ArrayFormatException">The dataset is not chunked, or cannot be resized.</exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public void SetExtent(ReadOnlySpan<long> shape)
    {
        CheckWritable();
        Hdf5Dataspace.Check(shape);
        if (shape.Length != Shape.Length)
            throw new ArgumentException($"The new shape has {shape.Length} axes; expected {Shape.Length}.", nameof(shape));
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (MaximumShape[axis] != Hdf5DatasetOptions.Unlimited && shape[axis] > MaximumShape[axis])
                throw new ArgumentException($"Axis {axis}: {shape[axis]} exceeds the maximum {MaximumShape[axis]}.", nameof(shape));
        }
        using var _ = Enter();
        fixed (long* first = shape)
            Location.Ok(H5D.SetExtent(Id, first), "cannot be resized");
        RefreshShape(Location);
    }

    private void Transfer(Hyperslab selection, Hdf5Id type, void* buffer, bool write)
    {
        var location = Location;
        _ = FilterBridge.TakeError();
        using var inFile = selection.IsScalar ? null : selection.InFile(location, Id);
        using var inMemory = selection.IsScalar ? null : selection.InMemory(location);
        var (file, memory) = (inFile ?? Hdf5Id.Default, inMemory ?? Hdf5Id.Default);
        if (write)
            location.Ok(H5D.Write(Id, type, memory, file, Hdf5Id.Default, buffer), "cannot be written");
        else
            location.Ok(H5D.Read(Id, type, memory, file, Hdf5Id.Default, buffer), "cannot be read");
    }
}

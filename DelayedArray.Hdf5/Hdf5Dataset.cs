using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>A dataset: an array in an HDF5 file. The axes are in the order h5py shows them; the last one varies fastest.</summary>
public sealed partial class Hdf5Dataset : Hdf5Object
{
    private readonly Lazy<ImmutableArray<byte>?> _fillValue;

    /// <exception cref="ArrayFormatException">The dataset's header cannot be read, or its shape has too many elements.</exception>
    internal Hdf5Dataset(Hdf5File file, string path, Hdf5Id id) : base(file, path, id)
    {
        var location = Location;
        using var type = location.Id(H5D.TypeOf(id), "cannot read the datatype");
        Type = Hdf5DataType.FromNative(location, type);
        RefreshShape(location);
        using var creation = location.Id(H5D.Creation(id), "cannot read the dataset's properties");
        Layout = (Hdf5Layout)location.Ok(H5P.Layout(creation), "cannot read the layout");
        Filters = ReadFilters(location, creation);
        HasExternalFiles = location.Ok(H5P.ExternalFileCount(creation), "cannot read the list of external files") > 0;
        if (Layout == Hdf5Layout.Chunked)
        {
            ChunkShape = ReadChunkShape(location, creation, Shape.Length);
            location.Ok(H5P.ChunkOptions(creation, out var options), "cannot read the chunk options");
            PartialChunksUnfiltered = (options & H5P.PartialChunksUnfiltered) != 0;
        }
        _fillValue = new(ReadFillValue);
    }

    /// <summary>The extents; empty for a scalar and for <see cref="IsNull"/>.</summary>
    public ImmutableArray<long> Shape { get; private set; }

    /// <summary>The largest extent of each axis; <see cref="Hdf5DatasetOptions.Unlimited"/> for no limit.</summary>
    public ImmutableArray<long> MaximumShape { get; private set; }

    /// <summary>Whether the dataset has no data at all, not even a scalar (a null dataspace).</summary>
    public bool IsNull { get; private set; }

    /// <summary>The number of elements: 1 for a scalar, 0 if <see cref="IsNull"/>.</summary>
    public long Length { get; private set; }

    /// <summary>The type of the elements, as stored.</summary>
    public Hdf5DataType Type { get; }

    /// <summary>How the elements are laid out in the file.</summary>
    public Hdf5Layout Layout { get; }

    /// <summary>Shape of the chunks; empty if the dataset is not chunked. It may exceed the dataset's shape.</summary>
    public ImmutableArray<long> ChunkShape { get; } = [];

    /// <summary>The filters, in the order they are applied in writing.</summary>
    public ImmutableArray<Hdf5Filter> Filters { get; }

    /// <summary>
    /// Whether chunks that extend beyond the edge of the dataset are stored unfiltered, although their filter masks do not say so.
    /// </summary>
    public bool PartialChunksUnfiltered { get; }

    /// <summary>Whether the elements are in raw files outside this one.</summary>
    public bool HasExternalFiles { get; }

    /// <summary>
    /// The value of elements that were never written: one element of <see cref="Hdf5DataType.Memory"/> in this machine's byte order. Null
    /// if the dataset defines none (such elements are then undefined, mostly zero), or if its type has no form in memory.
    /// </summary>
    /// <exception cref="ArrayFormatException">The value cannot be read.</exception>
    public ImmutableArray<byte>? FillValue => _fillValue.Value;

    /// <summary>Bytes the elements take in the file, after filters; 0 until something is written.</summary>
    /// <exception cref="ArrayFormatException">The file states 2^63 bytes or more.</exception>
    public long StorageSize
    {
        get
        {
            using var _ = Enter();
            var size = H5D.StorageSize(Id);
            return size <= long.MaxValue ? (long)size : throw Location.Problem($"states a size of {size} bytes; expected less than 2^63");
        }
    }

    /// <summary>The file from which the elements can be read directly; null if the HDF5 library opened it with its own driver.</summary>
    internal SnapshotFile? Snapshot
    {
        get
        {
            using var _ = Enter();
            return H5FD.FileOf(Id) as SnapshotFile;
        }
    }

    /// <summary>
    /// Where the elements start in the file <see cref="Hdf5Object.FileName"/>, in bytes from its very beginning. Null if they are not
    /// there in one piece: the layout is another, the files are external, or nothing has been written yet. Data written through this
    /// library is certain to be there only after <see cref="Hdf5File.Flush"/>.
    /// </summary>
    public long? FileOffset
    {
        get
        {
            if (Layout != Hdf5Layout.Contiguous || HasExternalFiles)
                return null;
            using var _ = Enter();
            var offset = H5D.Offset(Id);
            return offset == H5D.NoAddress ? null : checked((long)offset);
        }
    }

    /// <summary>Path, shape and type.</summary>
    public override string ToString() => $"{base.ToString()} {(IsNull ? "null" : Hdf5Dataspace.Text(Shape.AsSpan()))} {Type}";

    /// <summary>The codecs that undo the filters; null if the table lacks one of them, or its library is missing.</summary>
    /// <exception cref="ArrayFormatException">A filter has impossible parameters.</exception>
    internal CodecPipeline? TryPipeline()
    {
        try
        {
            return Hdf5Filter.TryPipeline(Filters, Type.Size);
        }
        catch (CodecException problem)
        {
            throw new ArrayFormatException(File.Path, Path, problem.Message, problem);
        }
    }

    private void RefreshShape(Hdf5Location location)
    {
        using var space = location.Id(H5D.Space(Id), "cannot read the shape");
        var (shape, maximum, isNull) = Hdf5Dataspace.Read(location, space);
        var length = isNull ? 0 : Hdf5Dataspace.Count(shape.AsSpan());
        if (length < 0)
            throw location.Problem($"has the shape {Hdf5Dataspace.Text(shape.AsSpan())}, which is more than 2^63 - 1 elements");
        (Shape, MaximumShape, IsNull, Length) = (shape, maximum, isNull, length);
    }

    private ImmutableArray<byte>? ReadFillValue()
    {
        if (Type.Memory is not { } memory)
            return null;
        using var _ = Enter();
        using var creation = Location.Id(H5D.Creation(Id), "cannot read the dataset's properties");
        return ReadFillValue(creation, memory);
    }
}

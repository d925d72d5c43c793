using System.Numerics;

namespace DelayedArrays.Hdf5;

/// <summary>Writes a sparse group of a file that is being changed. The change takes effect with the file's transaction.</summary>
/// <param name="group">The group, with attributes that state layout and shape.</param>
/// <param name="parts">The group in which the three parts are written.</param>
/// <param name="options">How new parts are stored.</param>
internal class Hdf5SparseChange(Hdf5Group group, Hdf5Group parts, Hdf5SparseWriteOptions options) : SparseGroupChange
{
    private readonly Hdf5SparseGroup _written = new(parts);

    public override SparseGroup Group => _written;

    /// <summary>The group, with attributes that state layout and shape.</summary>
    protected Hdf5Group Target => group;

    /// <summary>The group in which the parts are written.</summary>
    protected Hdf5Group Parts => parts;

    protected override string SpillPath => group.File.Path;

    public override void Commit() => _written.Dispose();

    protected override void Create(string part, ElementType type) => Hdf5PartForm.Of(type, options).Create(parts, part);

    protected override PartAppender<T> Append<T>(string part, long length) => new Hdf5PartAppender<T>(_written.Dataset(part), length);

    protected override void Overwrite<T>(string part, long start, ReadOnlyMemory<T> values) =>
        new Hdf5PartChunks<T>(_written.Dataset(part)).Overwrite(start, values.Span);

    protected override void SetAttribute(string name, string text) => group.Attributes.Set(name, text);

    protected override void SetAttribute(string name, ReadOnlySpan<long> numbers)
    {
        var type = group.Attributes.Find(name)?.Type.Element;
        if (type?.IsFloat() == true)
            group.Attributes.SetArray<double>(name, Converted<double>(numbers));
        else if (type == ElementType.Int32 && MaxOf(numbers) <= int.MaxValue)
            group.Attributes.SetArray<int>(name, Converted<int>(numbers));
        else
            group.Attributes.SetArray(name, numbers);
    }

    // Cell Ranger stores 32 bits if they suffice.
    protected override void SetNumbers(string part, ReadOnlySpan<long> numbers)
    {
        if (group.Exists(part))
        {
            using (var there = group.OpenDataset(part))
            {
                if (there.Length == numbers.Length && Holds(there.Type, MaxOf(numbers)))
                {
                    there.WriteAll(numbers);
                    return;
                }
            }
            group.Delete(part);
        }
        var type = MaxOf(numbers) <= int.MaxValue ? Hdf5DataType.Of<int>() : Hdf5DataType.Of<long>();
        using var made = group.CreateDataset(part, type, [numbers.Length]);
        made.WriteAll(numbers);
    }

    protected override void Dispose(bool disposing)
    {
        _written.Dispose();
        base.Dispose(disposing);
    }

    private static bool Holds(Hdf5DataType type, long max) => type.Element is { } element
        && (element.IsFloat() || type.Size >= sizeof(long) || max < 1L << ((type.Size * 8) - (type.IsSigned ? 1 : 0)));

    private static long MaxOf(ReadOnlySpan<long> numbers) => numbers.IsEmpty ? 0 : numbers.ToArray().Max();

    private static T[] Converted<T>(ReadOnlySpan<long> numbers) where T : unmanaged, INumber<T> =>
        Array.ConvertAll(numbers.ToArray(), T.CreateChecked);
}

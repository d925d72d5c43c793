namespace DelayedArrays.Hdf5;

/// <summary>
/// How to read a request to a contiguous array. A run covers the axes from <paramref name="Split"/> on, and may include elements that are
/// not wanted. Each combination of indices along the axes before it is a run.
/// </summary>
/// <param name="Split">The first axis within a run.</param>
/// <param name="First">The element of the array at which the first run starts.</param>
/// <param name="Span">The number of elements of a run.</param>
/// <param name="Wanted">The number of wanted elements of a run.</param>
/// <param name="Count">The number of runs.</param>
internal readonly record struct Hdf5FileRuns(int Split, long First, long Span, long Wanted, long Count)
{
    // Up to this span, reading the elements in between costs less than another call.
    private const long ShortRun = 1024;
    private const long MaxSpan = 1 << 20;
    private const long MaxWaste = 8;

    /// <summary>Includes axes in the run, from the last on, unless too many unwanted elements would be read.</summary>
    public static Hdf5FileRuns Of(BlockRequest request, ReadOnlySpan<long> strides)
    {
        var runs = new Hdf5FileRuns(request.Rank, 0, 1, 1, 1);
        for (var axis = request.Rank - 1; axis >= 0; axis--)
        {
            var (minimum, maximum) = request.Axes[axis].Bounds();
            var span = runs.Span + ((maximum - minimum) * strides[axis]);
            var wanted = runs.Wanted * request.Axes[axis].Count;
            if (span != wanted && span > ShortRun && (span > MaxSpan || span > MaxWaste * wanted))
                break;
            runs = new Hdf5FileRuns(axis, runs.First + (minimum * strides[axis]), span, wanted, 1);
        }
        var (count, first) = (1L, runs.First);
        for (var axis = 0; axis < runs.Split; axis++)
        {
            var selection = request.Axes[axis];
            count *= selection.Count;
            first += selection.Count > 0 ? selection[0] * strides[axis] : 0;
        }
        return runs with { Count = count, First = first };
    }

    /// <summary>Whether the block is a single run, with its elements in the same order.</summary>
    public bool IsStraight(BlockRequest request)
    {
        if (Count != 1 || Span != request.Count || !request.IsCOrder())
            return false;
        foreach (var axis in request.Axes)
        {
            if (!axis.IsContiguous)
                return false;
        }
        return true;
    }

    /// <summary>Enumerates the runs by their positions along the axes before <see cref="Split"/>.</summary>
    public Odometer Positions(BlockRequest request) => new(request.Axes.Take(Split).Select(axis => axis.Count).ToArray());

    /// <summary>Finds the element at which the run at a position starts.</summary>
    public long StartAt(BlockRequest request, ReadOnlySpan<long> strides, ReadOnlySpan<long> position)
    {
        var start = First;
        for (var axis = 0; axis < Split; axis++)
            start += (request.Axes[axis][position[axis]] - request.Axes[axis][0]) * strides[axis];
        return start;
    }

    /// <summary>Makes the strided copy from a run to the block.</summary>
    public CopyAxis[] Axes(BlockRequest request, ReadOnlySpan<long> strides, ReadOnlySpan<long> position)
    {
        var axes = new CopyAxis[request.Rank];
        var blockStride = 1L;
        for (var k = request.Rank - 1; k >= 0; k--)
        {
            var axis = request.Order[k];
            if (axis < Split)
            {
                axes[k] = new CopyAxis(1, 0, 0, position[axis] * blockStride, 0);
            }
            else
            {
                var minimum = request.Axes[axis].Bounds().Minimum;
                axes[k] = CopyAxis.Of(request.Axes[axis], strides[axis], blockStride).MovedBack(minimum * strides[axis]);
            }
            blockStride *= request.Axes[axis].Count;
        }
        return axes;
    }
}

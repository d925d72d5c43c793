namespace DelayedArrays.Hdf5;

/// <summary>
/// How a request to an array that lies in one piece is read: the axes from <paramref name="Split"/> on in runs that may hold more
/// than is wanted, the axes before it one run per index.
/// </summary>
/// <param name="Split">First axis within a run.</param>
/// <param name="First">Element of the array at which a run starts, as far as the axes within it go.</param>
/// <param name="Span">Elements of a run.</param>
/// <param name="Wanted">Elements of a run that are wanted.</param>
/// <param name="Count">Number of runs.</param>
internal readonly record struct Hdf5FileRuns(int Split, long First, long Span, long Wanted, long Count)
{
    // Up to here reading what lies between is cheaper than another call.
    private const long ShortRun = 1024;
    private const long MostSpan = 1 << 20;
    private const long MostWaste = 8;

    /// <summary>Takes axes into the run, from the last on, as long as not too much is read in vain.</summary>
    public static Hdf5FileRuns Of(BlockRequest request, ReadOnlySpan<long> strides)
    {
        var runs = new Hdf5FileRuns(request.Rank, 0, 1, 1, 1);
        for (var axis = request.Rank - 1; axis >= 0; axis--)
        {
            var (minimum, maximum) = request.Axes[axis].Bounds();
            var span = runs.Span + ((maximum - minimum) * strides[axis]);
            var wanted = runs.Wanted * request.Axes[axis].Count;
            if (span != wanted && span > ShortRun && (span > MostSpan || span > MostWaste * wanted))
                break;
            runs = new Hdf5FileRuns(axis, runs.First + (minimum * strides[axis]), span, wanted, 1);
        }
        var count = 1L;
        for (var axis = 0; axis < runs.Split; axis++)
            count *= request.Axes[axis].Count;
        return runs with { Count = count, First = runs.First + (count == 1 ? Outer(request, strides, runs.Split) : 0) };
    }

    /// <summary>Whether one run is the block as it is.</summary>
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

    /// <summary>The runs one by one: the element at which each starts, and the index along the axes outside it.</summary>
    public IEnumerable<(long Start, long[] Position)> Walk(BlockRequest request, long[] strides)
    {
        var position = new long[Split];
        for (var i = 0L; i < Count; i++)
        {
            var start = Count == 1 ? First : First + OffsetOf(request, strides, position);
            yield return (start, position);
            for (var axis = Split - 1; axis >= 0; axis--)
            {
                if (++position[axis] < request.Axes[axis].Count)
                    break;
                position[axis] = 0;
            }
        }
    }

    /// <summary>How a run is taken apart into the block.</summary>
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

    private static long Outer(BlockRequest request, ReadOnlySpan<long> strides, int split)
    {
        var offset = 0L;
        for (var axis = 0; axis < split; axis++)
            offset += request.Axes[axis][0] * strides[axis];
        return offset;
    }

    private static long OffsetOf(BlockRequest request, long[] strides, long[] position)
    {
        var offset = 0L;
        for (var axis = 0; axis < position.Length; axis++)
            offset += request.Axes[axis][position[axis]] * strides[axis];
        return offset;
    }
}

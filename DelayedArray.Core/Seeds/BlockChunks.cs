namespace DelayedArrays;

/// <summary>The chunks that a block needs, in C order, and what it takes of each. Stands at one of them at a time.</summary>
internal sealed class BlockChunks
{
    private readonly List<AxisPart>[] _axes;
    private readonly long[] _strides;

    /// <summary>Finds the chunks.</summary>
    /// <param name="request">What the block takes.</param>
    /// <param name="shape">Shape of the array.</param>
    /// <param name="chunk">Shape of a chunk.</param>
    /// <param name="strides">How much the number of a chunk grows along each axis.</param>
    public BlockChunks(BlockRequest request, Shape shape, Shape chunk, long[] strides)
    {
        _strides = strides;
        _axes = new List<AxisPart>[shape.Rank];
        Count = 1;
        for (var axis = 0; axis < _axes.Length; axis++)
        {
            _axes[axis] = AxisPart.Split(request.Axes[axis], shape[axis], chunk[axis]);
            Count *= _axes[axis].Count;
        }
        Parts = new AxisPart[_axes.Length];
        Coordinates = new long[_axes.Length];
    }

    /// <summary>How many there are.</summary>
    public long Count { get; }

    /// <summary>What is taken of this chunk.</summary>
    public AxisPart[] Parts { get; }

    /// <summary>Number of this chunk along each axis.</summary>
    public long[] Coordinates { get; }

    /// <summary>Number of this chunk within the array.</summary>
    public long Number { get; private set; }

    /// <summary>Whether all of this chunk that lies within the array is taken.</summary>
    public bool IsWhole => Array.TrueForAll(Parts, part => part.IsWhole);

    /// <summary>Goes to a chunk.</summary>
    public void MoveTo(long position)
    {
        Number = 0;
        for (var axis = _axes.Length - 1; axis >= 0; axis--)
        {
            (position, var index) = Math.DivRem(position, _axes[axis].Count);
            Parts[axis] = _axes[axis][(int)index];
            Coordinates[axis] = Parts[axis].Chunk;
            Number += Coordinates[axis] * _strides[axis];
        }
    }
}

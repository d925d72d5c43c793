namespace DelayedArrays;

/// <summary>The chunks that a block needs, in C order, and what it takes of each. Positioned at one chunk at a time.</summary>
internal sealed class BlockChunks
{
    private readonly ChunkGrid _grid;
    private readonly List<AxisPart>[] _axes;
    private readonly long[] _blockStrides;
    private readonly int[] _places;
    private readonly CopyAxis[] _copy;

    /// <summary>Finds the chunks that a request needs.</summary>
    public BlockChunks(BlockRequest request, ChunkGrid grid)
    {
        _grid = grid;
        _axes = new List<AxisPart>[request.Rank];
        Count = 1;
        for (var axis = 0; axis < _axes.Length; axis++)
        {
            _axes[axis] = grid.Axes[axis].Split(request.Axes[axis]);
            Count *= _axes[axis].Count;
        }
        Parts = new AxisPart[_axes.Length];
        Coordinates = new long[_axes.Length];
        _copy = new CopyAxis[_axes.Length];
        _places = new int[_axes.Length];
        _blockStrides = new long[_axes.Length];
        var stride = 1L;
        for (var k = request.Rank - 1; k >= 0; k--)
        {
            var axis = request.Order[k];
            (_places[axis], _blockStrides[axis]) = (k, stride);
            stride *= request.Axes[axis].Count;
        }
    }

    /// <summary>The number of chunks.</summary>
    public long Count { get; }

    /// <summary>Number of this chunk along each axis.</summary>
    public long[] Coordinates { get; }

    /// <summary>Number of this chunk within the array.</summary>
    public long Number { get; private set; }

    /// <summary>The number of elements in this chunk, including any beyond the edge of the array.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the block takes every element of this chunk that lies within the array.</summary>
    public bool IsWhole => Array.TrueForAll(Parts, part => part.IsWhole);

    private AxisPart[] Parts { get; }

    /// <summary>Moves to a chunk.</summary>
    public void MoveTo(long position)
    {
        Length = 1;
        for (var axis = _axes.Length - 1; axis >= 0; axis--)
        {
            (position, var index) = Math.DivRem(position, _axes[axis].Count);
            Parts[axis] = _axes[axis][(int)index];
            Coordinates[axis] = Parts[axis].Chunk.Number;
            Length *= (int)Parts[axis].Chunk.Length;
        }
        Number = _grid.NumberOf(Coordinates);
    }

    /// <summary>Gets the axes of a copy from this chunk to the block, outermost first in the block. Valid until the next call.</summary>
    public Span<CopyAxis> CopyAxes()
    {
        var stride = 1L;
        for (var axis = Parts.Length - 1; axis >= 0; axis--)
        {
            _copy[_places[axis]] = Parts[axis].Copy.Scaled(stride, _blockStrides[axis]);
            stride *= Parts[axis].Chunk.Length;
        }
        return _copy;
    }

    /// <summary>Finds where this chunk lies in the block; null if its elements have another order there.</summary>
    public ChunkRows? Rows() => ChunkRows.Of(CopyAxes(), Length);
}

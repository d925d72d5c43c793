namespace DelayedArrays;

/// <summary>The ways from chunks to their places in one block.</summary>
internal sealed class BlockAxes
{
    private readonly BlockRequest _request;
    private readonly long[] _chunkStrides;
    private readonly long[] _blockStrides;
    private readonly CopyAxis[] _axes;

    public BlockAxes(BlockRequest request, long[] chunkStrides)
    {
        _request = request;
        _chunkStrides = chunkStrides;
        _axes = new CopyAxis[request.Rank];
        _blockStrides = new long[request.Rank];
        var stride = 1L;
        for (var k = request.Rank - 1; k >= 0; k--)
        {
            _blockStrides[request.Order[k]] = stride;
            stride *= request.Axes[request.Order[k]].Count;
        }
    }

    /// <summary>The axes of a copy from a chunk to the block, outermost first in the block. Valid until the next call.</summary>
    public Span<CopyAxis> Of(AxisPart[] parts)
    {
        for (var k = 0; k < parts.Length; k++)
        {
            var axis = _request.Order[k];
            _axes[k] = parts[axis].Copy.Scaled(_chunkStrides[axis], _blockStrides[axis]);
        }
        return _axes;
    }
}

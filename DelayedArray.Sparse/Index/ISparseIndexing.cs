namespace DelayedArrays;

/// <summary>A stored matrix of which an index can be made, whatever its element type.</summary>
public interface ISparseIndexing
{
    /// <summary>Whether an index is in use.</summary>
    bool HasIndex { get; }

    /// <summary>Makes an index; see <see cref="CompressedSparseSeed{T}.BuildIndex"/>.</summary>
    string BuildIndex(MinorIndexPlace place = MinorIndexPlace.Beside, ExecutionOptions? options = null);
}

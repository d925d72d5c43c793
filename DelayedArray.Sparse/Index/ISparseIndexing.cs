namespace DelayedArrays;

/// <summary>A stored matrix that can have an index, with any element type.</summary>
public interface ISparseIndexing
{
    /// <summary>Whether reading uses an index.</summary>
    bool HasIndex { get; }

    /// <summary>Builds an index; see <see cref="CompressedSparseSeed{T}.BuildIndex"/>.</summary>
    string BuildIndex(MinorIndexLocation indexLocation = MinorIndexLocation.Beside, ExecutionOptions? options = null);
}

namespace DelayedArrays;

/// <summary>Reads entries of a compressed matrix into blocks.</summary>
internal abstract class EntryReader<T> where T : unmanaged
{
    public abstract bool IsInMemory { get; }

    /// <summary>Tells which entries can be skipped; null if there is no index.</summary>
    public MinorIndex? Index { get; init; }

    /// <summary>Chooses 32-bit indices if the axis allows it, otherwise 64-bit ones.</summary>
    public static EntryReader<T> Of(CompressedParts parts, MinorIndex? index)
    {
        var values = parts.Values.As<T>().Node;
        return parts.MinorLength <= int.MaxValue
            ? new EntryReader<T, int>(parts.Indices.Cast<int>().Node, values, parts.MinorLength, parts.Location) { Index = index }
            : new EntryReader<T, long>(parts.Indices.Cast<long>().Node, values, parts.MinorLength, parts.Location) { Index = index };
    }

    /// <summary>Builds an index of the entries.</summary>
    public abstract void BuildIndex(string path, MatrixIdentity identity, ExecutionOptions options);

    /// <summary>Reads lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="map">The positions in the block of a line's elements.</param>
    /// <param name="block">Receives the entries, in stored order.</param>
    /// <param name="start">The first entry of <paramref name="block"/> to fill.</param>
    /// <param name="index">Tells which entries may be taken; null without an index.</param>
    /// <param name="context">Buffers and cancellation.</param>
    /// <returns>The number of entries taken.</returns>
    public abstract int Read(
        StoredLines lines, MinorMap map, SparseBlock<T> block, int start, MinorIndexReader? index, BlockContext context);

    /// <summary>Counts the entries of lines within a selection.</summary>
    public abstract long Count(StoredLines lines, MinorMap map, MinorIndexReader? index, BlockContext context);

    /// <summary>Reports the cost of reading lines.</summary>
    public abstract void Plan(StoredLines lines, ReadPlan plan);
}

namespace DelayedArrays;

/// <summary>Reads entries of a compressed matrix into blocks.</summary>
internal abstract class EntryReader<T> where T : unmanaged
{
    public abstract bool IsInMemory { get; }

    /// <summary>Says which entries need not be looked at; null if there is no such index.</summary>
    public MinorIndex? Index { get; init; }

    /// <summary>Chooses 32-bit indices where the axis allows, else 64-bit ones.</summary>
    public static EntryReader<T> Of(CompressedParts parts, MinorIndex? index)
    {
        var values = parts.Values.As<T>().Node;
        return parts.MinorLength <= int.MaxValue
            ? new EntryReader<T, int>(parts.Indices.Cast<int>().Node, values, parts.MinorLength, parts.Source) { Index = index }
            : new EntryReader<T, long>(parts.Indices.Cast<long>().Node, values, parts.MinorLength, parts.Source) { Index = index };
    }

    /// <summary>Makes an index of the entries.</summary>
    public abstract void BuildIndex(string path, MatrixIdentity identity, ExecutionOptions options);

    /// <summary>Reads consecutive lines.</summary>
    /// <param name="offsets">Where each line starts, and where the last ends.</param>
    /// <param name="firstPosition">Position of the first line in the block.</param>
    /// <param name="map">Where the elements of a line lie in the block.</param>
    /// <param name="block">Receives entries, in the order of storage.</param>
    /// <param name="start">Where in <paramref name="block"/>.</param>
    /// <param name="index">Says which entries may be taken, if there is an index.</param>
    /// <param name="context">Buffers and cancellation.</param>
    /// <returns>How many entries were taken.</returns>
    public abstract int Read(
        ReadOnlySpan<long> offsets, int firstPosition, MinorMap map, SparseBlock<T> block, int start, MinorIndexReader? index,
        BlockContext context);

    /// <summary>Counts the entries of consecutive lines that a selection takes.</summary>
    public abstract long Count(ReadOnlySpan<long> offsets, MinorMap map, MinorIndexReader? index, BlockContext context);

    /// <summary>Tells what reading consecutive lines costs.</summary>
    public abstract void Plan(ReadOnlySpan<long> offsets, ReadPlan plan);
}

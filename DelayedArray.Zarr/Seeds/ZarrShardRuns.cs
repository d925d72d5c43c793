namespace DelayedArrays.Zarr;

/// <summary>Reads the chunks of a block from shards in the order of storage. Chunks that lie close together are read at once.</summary>
/// <param name="reader">Finds and reads the chunks.</param>
/// <param name="chunks">Number of each inner chunk along each axis.</param>
/// <param name="limit">Most bytes a chunk may have in storage.</param>
/// <param name="scope">The block and cancellation of the reading.</param>
internal sealed class ZarrShardRuns(ZarrChunkReader reader, IReadOnlyList<long[]> chunks, long limit, ZarrReadScope scope)
{
    // A web server, or a disk that has to seek, delivers that many bytes in a fraction of the time of another request. For small chunks the
    // other limit (MaxBytes) decides, for which the plan reserves memory: together, chunks and gaps take at most what the chunks may take.
    private const long MaxGap = 64 << 10;
    private const long MaxRun = 8 << 20;

    /// <summary>Takes the stored bytes of a chunk; null if it is not stored. The bytes are valid during the call.</summary>
    public delegate void Taker(int chunk, ReadOnlyMemory<byte>? stored);

    private readonly long _max = MaxBytes(chunks.Count, limit);

    private readonly record struct Piece(int Chunk, ZarrShardPart Part);

    /// <summary>
    /// The most bytes to read at once for a number of chunks, unless one chunk has more: those that the chunks themselves may have, but
    /// at most 8 MiB.
    /// </summary>
    public static long MaxBytes(long chunks, long limit) => limit > MaxRun / Math.Max(chunks, 1) ? MaxRun : chunks * limit;

    /// <summary>Reads all chunks.</summary>
    /// <param name="take">Receives each chunk.</param>
    public void Read(Taker take)
    {
        var pieces = new List<Piece>();
        for (var i = 0; i < chunks.Count; i++)
        {
            if (reader.Locate(chunks[i], limit, scope) is { } part)
                pieces.Add(new Piece(i, part));
            else
                take(i, null);
        }
        pieces.Sort((a, b) => string.CompareOrdinal(a.Part.Key.Path, b.Part.Key.Path) is not 0 and var order ? order : a.Part.Offset.CompareTo(b.Part.Offset));
        using var stored = new EncodedBuffer();
        for (int start = 0, count; start < pieces.Count; start += count)
        {
            count = FindRun(pieces, start, out var run);
            ReadRun(pieces.GetRange(start, count), run, stored, take);
        }
    }

    /// <summary>Finds how many chunks to read at once, and the bytes from the first to the end of the last.</summary>
    private int FindRun(List<Piece> pieces, int start, out ZarrShardPart run)
    {
        run = pieces[start].Part;
        for (var i = start + 1; i < pieces.Count; i++)
        {
            var next = pieces[i].Part;
            var length = Math.Max(run.Length, next.Offset + next.Length - run.Offset);
            if (next.Key != run.Key || next.Offset - run.Offset - run.Length > MaxGap || length > _max)
                return i - start;
            run = run with { Length = length };
        }
        return pieces.Count - start;
    }

    private void ReadRun(List<Piece> pieces, ZarrShardPart run, EncodedBuffer stored, Taker take)
    {
        if (pieces.Count == 1 || !TryReadRun(run, stored))
        {
            foreach (var piece in pieces)
            {
                stored.Clear();
                take(piece.Chunk, reader.TryRead(chunks[piece.Chunk], piece.Part, stored, scope) ? stored.WrittenMemory : null);
            }
            return;
        }
        foreach (var piece in pieces)
            take(piece.Chunk, stored.WrittenMemory.Slice((int)(piece.Part.Offset - run.Offset), (int)piece.Part.Length));
        scope.Block?.Metrics.AddBytes(run.Length - pieces.Sum(piece => piece.Part.Length), 0);
    }

    /// <summary>Reads a run. If that fails, reads its chunks one by one, so that the error names the right chunk.</summary>
    private bool TryReadRun(ZarrShardPart run, EncodedBuffer stored)
    {
        stored.Clear();
        try
        {
            return reader.TryRead(run, stored, scope);
        }
        catch (ArrayFormatException)
        {
            return false;
        }
    }
}

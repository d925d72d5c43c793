using System.Numerics;

namespace DelayedArrays;

/// <summary>Reads the entries of a bucket piece by piece.</summary>
internal ref struct SpilledPieces<T, TKey>(SpillBuckets<T, TKey> buckets, int bucket, CancellationToken cancellation) : IDisposable
    where T : unmanaged where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>
{
    private readonly long _total = buckets.EntriesOf(bucket);
    private readonly PooledBuffer _room = BufferPool.Shared.Rent(buckets.PieceBytes);
    private long _next;

    /// <summary>Reads the next piece. It is valid until the following call.</summary>
    public bool Next(out ReadOnlySpan<SpilledEntry<T, TKey>> entries)
    {
        cancellation.ThrowIfCancellationRequested();
        var piece = _room.As<SpilledEntry<T, TKey>>()[..(int)Math.Min(buckets.PieceLength, _total - _next)];
        entries = piece;
        if (piece.IsEmpty)
            return false;
        buckets.ReadPiece(bucket, _next, piece);
        _next += piece.Length;
        return true;
    }

    public readonly void Dispose() => _room.Dispose();
}

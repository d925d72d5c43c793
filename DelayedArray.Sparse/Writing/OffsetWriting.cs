using System.Numerics;

namespace DelayedArrays;

/// <summary>Appends the offsets of lines to the array that holds them.</summary>
internal static class OffsetWriting
{
    private const int Piece = 4096;

    /// <summary>Appends offsets and stores the last chunk.</summary>
    /// <param name="stream">The array.</param>
    /// <param name="offsets">The offsets; they fit its type.</param>
    public static void Append<TOffset>(ElementStream<TOffset> stream, ReadOnlySpan<long> offsets)
        where TOffset : unmanaged, IBinaryInteger<TOffset>
    {
        using var scratch = new EncodedBuffer();
        var full = new Queue<ChunkJob>();
        Span<TOffset> piece = stackalloc TOffset[Piece];
        while (!offsets.IsEmpty)
        {
            var count = Math.Min(offsets.Length, Piece);
            for (var i = 0; i < count; i++)
                piece[i] = TOffset.CreateChecked(offsets[i]);
            stream.Append(piece[..count], full);
            while (full.TryDequeue(out var job))
            {
                using (job)
                    job.Run(scratch, null);
            }
            offsets = offsets[count..];
        }
        stream.Finish();
    }
}

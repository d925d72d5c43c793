namespace DelayedArrays.Zarr;

/// <summary>Who reads.</summary>
/// <param name="Block">The block of an evaluation, so that others compute while this thread waits; null outside of one.</param>
/// <param name="Cancellation">Stops the reading.</param>
internal readonly record struct ZarrReadScope(BlockContext? Block, CancellationToken Cancellation)
{
    public static implicit operator ZarrReadScope(BlockContext block) => new(block, block.Cancellation);

    /// <summary>Brackets waiting for storage.</summary>
    public ReadingScope Reading() => Block is null ? default : Block.Reading();
}

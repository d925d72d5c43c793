namespace DelayedArrays.Zarr;

/// <summary>The context of a reading.</summary>
/// <param name="Block">The block of the evaluation, whose other threads compute while this one waits; null outside of one.</param>
/// <param name="Cancellation">Stops the reading.</param>
internal readonly record struct ZarrReadScope(BlockContext? Block, CancellationToken Cancellation)
{
    public static implicit operator ZarrReadScope(BlockContext block) => new(block, block.Cancellation);

    /// <summary>Brackets waiting for storage.</summary>
    public ReadingScope Reading() => Block is null ? default : Block.Reading();
}

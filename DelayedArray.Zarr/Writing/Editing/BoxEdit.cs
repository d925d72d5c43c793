namespace DelayedArrays.Zarr;

/// <summary>A change of the elements of a box, before their type is known.</summary>
/// <param name="Change">The change that this belongs to.</param>
/// <param name="Before">Metadata of the array, with the shape up to which stored elements count.</param>
/// <param name="After">Metadata of the array as it is going to be.</param>
/// <param name="Box">Where the values go.</param>
/// <param name="Values">The values; null writes the stored elements once more.</param>
/// <param name="SkipsFill">Whether chunks of nothing but the fill value are removed.</param>
internal sealed record BoxEdit(
    ArrayChange Change, ZarrArrayInfo Before, ZarrArrayInfo After, Box Box, DelayedArray? Values, bool SkipsFill)
{
    /// <summary>The pass that writes the chunks.</summary>
    public Pass PassOver(ZarrTarget array) => After.DataType.Element!.Value.Dispatch(new Maker(array, this));

    private sealed class Maker(ZarrTarget array, BoxEdit edit) : IElementVisitor<Pass>
    {
        public Pass Visit<T>() where T : unmanaged
        {
            var after = edit.After;
            var fill = after.Fill.Number<T>(after.DataType);
            var target = new ZarrSource(array.Store, array.Key, after, ChunkCoding.Of(after));
            var encoder = new ChunkEncoder<T>(target.Coding, after.Grid.Regular!.Value, fill, edit.SkipsFill);
            var pass = new Pass();
            pass.Add(new ChunkEdit<T>(edit.Box, edit.Values?.As<T>(), edit.Before, target, encoder, edit.Change));
            return pass;
        }
    }
}

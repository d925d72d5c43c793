namespace DelayedArrays.Zarr;

/// <summary>A change of the elements of a box, before their type is known.</summary>
/// <param name="Change">The change that this belongs to.</param>
/// <param name="Before">Metadata of the array, with the shape up to which stored elements count.</param>
/// <param name="After">Metadata of the array after the change.</param>
/// <param name="Box">Where the values go.</param>
/// <param name="Values">The values; null writes the stored elements again.</param>
/// <param name="SkipsFill">Whether to remove chunks that hold only the fill value.</param>
internal sealed record BoxEdit(
    ArrayChange Change, ZarrArrayInfo Before, ZarrArrayInfo After, Box Box, DelayedArray? Values, bool SkipsFill)
{
    /// <summary>Writes the chunks.</summary>
    public void Run()
    {
        if (Box.Count > 0)
            After.DataType.Element!.Value.Dispatch(new Maker(this)).Run(Change.Execution);
    }

    private sealed class Maker(BoxEdit edit) : IElementVisitor<Pass>
    {
        public Pass Visit<T>() where T : unmanaged
        {
            var after = edit.After;
            var fill = after.Fill.Number<T>(after.DataType);
            var target = new ZarrSource(edit.Change.Target.Store, edit.Change.Target.Key, after, ChunkCoding.Of(after));
            var encoder = new ChunkEncoder<T>(target.Coding, after.Grid.Regular!.Value, fill, edit.SkipsFill);
            var pass = new Pass();
            pass.Add(new ChunkEdit<T>(edit.Box, edit.Values?.As<T>(), edit.Before, target, encoder, edit.Change));
            return pass;
        }
    }
}

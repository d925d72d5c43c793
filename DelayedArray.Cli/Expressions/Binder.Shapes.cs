namespace DelayedArrays;

internal sealed partial class Binder<T>
{
    /// <summary>Reverses the axes.</summary>
    internal static DelayedArray Transpose(DelayedArray array) => Shaped(array, new Transposition());

    private static DelayedArray Shaped(DelayedArray array, IShapeOperation operation) =>
        array.ElementType.Dispatch(new ShapeVisitor(array, operation));

    /// <summary>A change of shape that works for every element type.</summary>
    private interface IShapeOperation
    {
        DelayedArray<TElement> Apply<TElement>(DelayedArray<TElement> array) where TElement : unmanaged;
    }

    private sealed class ShapeVisitor(DelayedArray array, IShapeOperation operation) : IElementVisitor<DelayedArray>
    {
        public DelayedArray Visit<TElement>() where TElement : unmanaged => operation.Apply(array.As<TElement>());
    }

    private sealed class Transposition : IShapeOperation
    {
        public DelayedArray<TElement> Apply<TElement>(DelayedArray<TElement> array) where TElement : unmanaged => array.Transpose();
    }

    private sealed class Indexing(IndexSyntax syntax) : IShapeOperation
    {
        public DelayedArray<TElement> Apply<TElement>(DelayedArray<TElement> array) where TElement : unmanaged
        {
            var items = Complete(array.Rank);
            var selected = array[[.. items.Where(item => item is not NewAxisItem).Select((item, axis) => Index(item, axis, array.Shape[axis]))]];
            var at = 0;
            foreach (var item in items)
            {
                if (item is NewAxisItem)
                    selected = selected.ExpandDims(at);
                if (item is not SingleItem)
                    at++;
            }
            return selected;
        }

        /// <summary>Completes the items to one for each axis, besides new axes.</summary>
        private List<IndexItem> Complete(int rank)
        {
            var items = syntax.Items.ToList();
            var mentioned = items.Count(item => item is not (NewAxisItem or EllipsisItem));
            if (mentioned > rank)
                throw new ExpressionException(items[0].Column, $"{mentioned} indices for an array of {rank} axes");
            var ellipsis = items.FindIndex(item => item is EllipsisItem);
            if (ellipsis >= 0 && items.FindLastIndex(item => item is EllipsisItem) != ellipsis)
                throw new ExpressionException(items[ellipsis].Column, "'...' may appear only once");
            var at = ellipsis >= 0 ? ellipsis : items.Count;
            if (ellipsis >= 0)
                items.RemoveAt(ellipsis);
            items.InsertRange(at, Enumerable.Repeat(new SliceItem(null, null, 1, syntax.Column), rank - mentioned));
            return items;
        }

        private static AxisIndex Index(IndexItem item, int axis, long length) => item switch
        {
            SliceItem slice => Selection.Slice(slice.Start, slice.Stop, slice.Step),
            SingleItem single => FromStart(single.Index, item, axis, length),
            ListItem list => list.Indices.Select(index => FromStart(index, item, axis, length)).ToArray(),
            _ => throw new ExpressionException(item.Column, "not an index"),
        };

        /// <summary>Counts a negative index from the end. An error shows the index as written.</summary>
        private static long FromStart(long index, IndexItem item, int axis, long length) => index >= -length && index < length
            ? index < 0 ? index + length : index
            : throw new ExpressionException(item.Column, $"the index {index} lies outside axis {axis} of length {length}");
    }
}

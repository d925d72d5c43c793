namespace DelayedArrays;

internal sealed partial class Binder<T>
{
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
            try
            {
                var selected = array[[.. items.Where(item => item is not NewAxisItem).Select((item, axis) => Index(item, array.Shape[axis]))]];
                var axis = 0;
                foreach (var item in items)
                {
                    if (item is NewAxisItem)
                        selected = selected.ExpandDims(axis);
                    if (item is not SingleItem)
                        axis++;
                }
                return selected;
            }
            catch (SelectionException problem)
            {
                throw new ExpressionException(syntax.Items.Count > 0 ? syntax.Items[0].Column : syntax.Column, problem.Message);
            }
        }

        /// <summary>One item per axis, besides new axes.</summary>
        private List<IndexItem> Complete(int rank)
        {
            var items = syntax.Items.ToList();
            var mentioned = items.Count(item => item is not (NewAxisItem or EllipsisItem));
            if (mentioned > rank)
                throw new ExpressionException(items[0].Column, $"{mentioned} indices for an array of {rank} axes");
            var ellipsis = items.FindIndex(item => item is EllipsisItem);
            if (ellipsis >= 0 && items.FindLastIndex(item => item is EllipsisItem) != ellipsis)
                throw new ExpressionException(items[ellipsis].Column, "'...' can stand once only");
            var at = ellipsis >= 0 ? ellipsis : items.Count;
            if (ellipsis >= 0)
                items.RemoveAt(ellipsis);
            items.InsertRange(at, Enumerable.Repeat(new SliceItem(null, null, 1, syntax.Column), rank - mentioned));
            return items;
        }

        private static AxisIndex Index(IndexItem item, long length) => item switch
        {
            SliceItem slice => Selection.Slice(slice.Start, slice.Stop, slice.Step),
            SingleItem single => single.Index < 0 ? single.Index + length : single.Index,
            ListItem list => list.Indices.Select(index => index < 0 ? index + length : index).ToArray(),
            _ => throw new ExpressionException(item.Column, "not an index"),
        };
    }
}

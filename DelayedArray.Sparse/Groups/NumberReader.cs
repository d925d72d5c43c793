namespace DelayedArrays;

/// <summary>
/// Reads stretches of a part that holds integers. Numbers beyond the range of 64 signed bits become the largest within it.
/// </summary>
/// <param name="part">The part.</param>
/// <param name="length">The number of elements that count.</param>
internal sealed class NumberReader(DelayedArray part, long length)
{
    private readonly DelayedArray<long> _numbers = part.Cast<long>();

    public long Length => length;

    public long[] Read(long start, long count) => count == 0 ? [] : _numbers[Selection.Slice(start, start + count)].ToArray();
}

namespace DelayedArrays;

/// <summary>Reads stretches of a part that holds integers. Those beyond 2^63 become the largest number below.</summary>
/// <param name="part">The part.</param>
/// <param name="length">Elements that count.</param>
internal sealed class NumberReader(DelayedArray part, long length)
{
    private readonly DelayedArray<long> _numbers = part.Cast<long>();

    public long Length => length;

    public long[] Read(long start, long count) => count == 0 ? [] : _numbers[Selection.Slice(start, start + count)].ToArray();
}

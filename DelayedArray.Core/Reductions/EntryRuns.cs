namespace DelayedArrays;

/// <summary>Finds the run along a block's innermost group of axes that contains a position.</summary>
internal struct EntryRuns(AxisGroups groups)
{
    private readonly int _length = (int)groups.Lengths[^1];

    /// <summary>The first position of the run.</summary>
    public int Start { get; private set; }

    /// <summary>The position after the last one of the run.</summary>
    public int End { get; private set; }

    /// <summary>The lane of the first element.</summary>
    public int Lane { get; private set; }

    public void Seek(int position)
    {
        if (position >= End || position < Start)
            Find(position);
    }

    private void Find(int position)
    {
        var rest = (long)Math.DivRem(position, _length, out var within);
        Start = position - within;
        End = (int)Math.Min((long)Start + _length, int.MaxValue);
        var lane = 0L;
        for (var k = groups.Lengths.Length - 2; k >= 0; k--)
        {
            (rest, var digit) = Math.DivRem(rest, groups.Lengths[k]);
            lane += digit * groups.LaneStrides[k];
        }
        Lane = (int)lane;
    }
}

using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>Walks through a block in memory order, run by run along its innermost group.</summary>
internal struct GroupWalker
{
    private readonly AxisGroups _groups;
    private readonly long[] _digits;
    private readonly int _inner;

    public GroupWalker(AxisGroups groups)
    {
        _groups = groups;
        _digits = new long[groups.Lengths.Length];
        _inner = _digits.Length - 1;
        Position = groups.Start;
    }

    /// <summary>Whether runs go along a reduced group, so that all values belong to one lane.</summary>
    public readonly bool IsReducedRun => _groups.LaneStrides[_inner] == 0;

    /// <summary>Elements left in the run.</summary>
    public readonly long Room => _groups.Lengths[_inner] - _digits[_inner];

    /// <summary>Lane of the next value.</summary>
    public long Lane { get; private set; }

    /// <summary>Position of the next value among the reduced ones.</summary>
    public long Position { get; private set; }

    /// <summary>From the position of one value of the run to that of the next.</summary>
    public readonly long Step => _groups.PositionStrides[_inner];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Advance(long run)
    {
        var k = _inner;
        Move(k, run);
        while (k > 0 && _digits[k] == _groups.Lengths[k])
        {
            Move(k, -_digits[k]);
            Move(--k, 1);
        }
    }

    private void Move(int group, long steps)
    {
        _digits[group] += steps;
        Lane += steps * _groups.LaneStrides[group];
        Position += steps * _groups.PositionStrides[group];
    }
}

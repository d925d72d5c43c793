using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>Walks through a block in memory order, one run along its innermost group at a time.</summary>
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

    /// <summary>Whether runs go along a reduced group. Then all values of a run belong to one lane.</summary>
    public readonly bool IsReducedRun => _groups.LaneStrides[_inner] == 0;

    /// <summary>The number of elements left in the run.</summary>
    public readonly long Room => _groups.Lengths[_inner] - _digits[_inner];

    /// <summary>The number of consecutive whole runs that go into the same lanes; 0 within a run.</summary>
    public readonly long Rows => _digits[_inner] > 0 ? 0 : _inner == 0 ? 1 : _groups.Lengths[_inner - 1] - _digits[_inner - 1];

    /// <summary>The distance between the positions of these runs.</summary>
    public readonly long RowStep => _inner == 0 ? 0 : _groups.PositionStrides[_inner - 1];

    /// <summary>The lane of the next value.</summary>
    public long Lane { get; private set; }

    /// <summary>The position of the next value among the reduced ones.</summary>
    public long Position { get; private set; }

    /// <summary>The distance between the positions of consecutive values of the run.</summary>
    public readonly long Step => _groups.PositionStrides[_inner];

    /// <summary>Moves on within the run, or by several whole runs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Advance(long run, long rows = 1)
    {
        if (rows > 1)
            Move(_inner - 1, rows - 1);
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

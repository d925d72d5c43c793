namespace DelayedArrays.Zarr;

/// <summary>How the name of a file in an array's folder relates to the array.</summary>
internal enum ChunkName
{
    /// <summary>The key of one of the array's chunks.</summary>
    Chunk,

    /// <summary>The key of a chunk beyond the array's shape.</summary>
    Beyond,

    /// <summary>A chunk key under another naming rule.</summary>
    OtherRule,

    /// <summary>Not a chunk key.</summary>
    None,
}

/// <summary>Distinguishes the keys of an array's chunks from other names.</summary>
internal sealed class ChunkNames
{
    private static readonly ZarrKeyEncoding[] Rules = [new(false, '.'), new(false, '/'), new(true, '.'), new(true, '/')];

    private readonly ZarrKeyEncoding _rule;
    private readonly long[] _counts;

    /// <summary>Creates the classifier for an array.</summary>
    public ChunkNames(ZarrArrayInfo info)
    {
        _rule = info.Keys;
        _counts = [.. info.Shape.Select((length, axis) => info.Grid.Along(axis, length).Count)];
    }

    /// <summary>Classifies a name.</summary>
    /// <param name="name">Path below the array.</param>
    public ChunkName Of(ReadOnlySpan<char> name)
    {
        if (IsKey(name, _rule, out var isWithin))
            return isWithin ? ChunkName.Chunk : ChunkName.Beyond;
        foreach (var rule in Rules)
        {
            if (IsKey(name, rule, out _))
                return ChunkName.OtherRule;
        }
        return ChunkName.None;
    }

    private bool IsKey(ReadOnlySpan<char> name, ZarrKeyEncoding rule, out bool isWithin)
    {
        isWithin = true;
        if (_counts.Length == 0)
            return name.SequenceEqual(rule.HasPrefix ? "c" : "0");
        if (rule.HasPrefix)
        {
            if (name.Length < 2 || name[0] != 'c' || name[1] != rule.Separator)
                return false;
            name = name[2..];
        }
        var axis = 0;
        foreach (var part in name.Split(rule.Separator))
        {
            if (axis == _counts.Length || !TryRead(name[part], out var number))
                return false;
            isWithin &= number < _counts[axis++];
        }
        return axis == _counts.Length;
    }

    /// <summary>Parses a number as it appears in keys: digits without leading zeros.</summary>
    private static bool TryRead(ReadOnlySpan<char> digits, out long number)
    {
        number = 0;
        if (digits.IsEmpty || (digits.Length > 1 && digits[0] == '0'))
            return false;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            // A number that is too large lies beyond every array.
            number = number > (long.MaxValue - 9) / 10 ? long.MaxValue : (number * 10) + (digit - '0');
        }
        return true;
    }
}

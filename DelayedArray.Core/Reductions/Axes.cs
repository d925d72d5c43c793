using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>
/// The axes that a reduction covers: one number, several (<c>[0, 2]</c>), or all. <c>axis: 0</c> reduces the rows and gives one value per
/// column. Negative numbers count from the last axis.
/// </summary>
[CollectionBuilder(typeof(Axes), nameof(Create))]
public readonly struct Axes : IEquatable<Axes>
{
    private readonly EquatableArray<int> _axes;
    private readonly bool _isSome;

    private Axes(ImmutableArray<int> axes)
    {
        _axes = new EquatableArray<int>(axes);
        _isSome = true;
    }

    /// <summary>All axes.</summary>
    public static Axes All => default;

    /// <summary>One axis.</summary>
    public static implicit operator Axes(int axis) => new([axis]);

    /// <summary>Several axes.</summary>
    public static implicit operator Axes(int[] axes) => new([.. axes]);

    /// <summary>Several axes, from a collection expression.</summary>
    public static Axes Create(ReadOnlySpan<int> axes) => new([.. axes]);

    /// <summary>Gives collection expressions a type.</summary>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_axes.Items).GetEnumerator();

    /// <summary>Whether both name the same axes in the same order.</summary>
    public bool Equals(Axes other) => _isSome == other._isSome && _axes.Equals(other._axes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Axes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_isSome, _axes);

    /// <summary>Whether both name the same axes.</summary>
    public static bool operator ==(Axes left, Axes right) => left.Equals(right);

    /// <summary>Whether the axes differ.</summary>
    public static bool operator !=(Axes left, Axes right) => !left.Equals(right);

    /// <summary>Checks the axes against a shape, and gives them in ascending order.</summary>
    internal int[] Resolve(Shape shape)
    {
        if (!_isSome)
            return [.. Enumerable.Range(0, shape.Rank)];
        var resolved = _axes.Items.Select(axis => shape.CheckAxis(axis)).Order().ToArray();
        if (resolved.Distinct().Count() != resolved.Length)
            throw new ArgumentException($"an axis is named twice in {_axes}", nameof(shape));
        return resolved;
    }
}

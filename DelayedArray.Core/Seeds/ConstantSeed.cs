using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>An array with the same value everywhere. It takes no memory.</summary>
public sealed class ConstantSeed<T>(T value, Shape shape) : ISeed<T>, IEquatable<ConstantSeed<T>> where T : unmanaged
{
    /// <summary>The value.</summary>
    public T Value => value;

    /// <inheritdoc/>
    public Shape Shape => shape;

    /// <inheritdoc/>
    public Shape? ChunkShape => null;

    /// <inheritdoc/>
    public bool IsSparse => false;

    /// <inheritdoc/>
    public bool IsInMemory => true;

    /// <inheritdoc/>
    public string Description => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Constant {value}");

    /// <inheritdoc/>
    public string? Path => null;

    /// <inheritdoc/>
    public BlockCursor<T> Open(BlockRequest request, BlockContext context) => new Cursor(value);

    /// <inheritdoc/>
    public void Plan(BlockRequest request, ReadPlan plan) { }

    /// <summary>Whether both seeds hold the same value in the same shape.</summary>
    public bool Equals(ConstantSeed<T>? other) =>
        other is not null && shape == other.Shape && HasSameBits(value, other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConstantSeed<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(value, shape);

    /// <summary>Whether two values have the same bits. 0 and -0 are equal numbers, but divide differently.</summary>
    internal static bool HasSameBits(T left, T right) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in left)).SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in right)));

    /// <summary>The value of a constant node; null for other nodes.</summary>
    internal static T? ValueOf(Node<T> node) => node switch
    {
        Leaf<T> { Seed: ConstantSeed<T> seed } => seed.Value,
        Rearrange<T> => ValueOf((Node<T>)node.Inputs[0]),
        _ => null,
    };

    private sealed class Cursor(T value) : BlockCursor<T>
    {
        public override ReadOnlySpan<T> Fetch(int offset, Span<T> scratch)
        {
            scratch.Fill(value);
            return scratch;
        }
    }
}

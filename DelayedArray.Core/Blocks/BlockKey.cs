using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>
/// What is asked of whom within a block. The source is compared as an object: nodes that are merely equal may differ in what
/// their operations do not compare, such as the sign of a zero.
/// </summary>
internal readonly record struct BlockKey(object Source, BlockRequest Request)
{
    public bool Equals(BlockKey other) => ReferenceEquals(Source, other.Source) && Request == other.Request;

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Source), Request);
}

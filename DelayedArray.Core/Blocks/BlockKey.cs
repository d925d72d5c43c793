using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>
/// Identifies a request to a source within a block. Sources are compared by reference: nodes that are equal may still differ in details
/// that their operations do not compare, such as the sign of a zero.
/// </summary>
internal readonly record struct BlockKey(object Source, BlockRequest Request)
{
    public bool Equals(BlockKey other) => ReferenceEquals(Source, other.Source) && Request == other.Request;

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Source), Request);
}

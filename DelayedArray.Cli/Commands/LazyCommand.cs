using System.CommandLine;

namespace DelayedArrays;

/// <summary>
/// A command that makes its arguments and options when it is run or explained. Their descriptions list codecs, statistics and
/// types, which the other commands need not load.
/// </summary>
internal abstract class LazyCommand(string name, string description) : Command(name, description)
{
    /// <summary>Adds arguments, options and the action. Called once.</summary>
    public abstract void Define();
}

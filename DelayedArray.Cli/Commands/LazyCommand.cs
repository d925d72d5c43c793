using System.CommandLine;

namespace DelayedArrays;

/// <summary>
/// A command that creates its arguments and options only when it is run or explained. Their descriptions list codecs, statistics and
/// types, which other commands need not load.
/// </summary>
internal abstract class LazyCommand(string name, string description) : Command(name, description)
{
    /// <summary>Adds arguments, options and the action. It is called once.</summary>
    public abstract void Define();
}

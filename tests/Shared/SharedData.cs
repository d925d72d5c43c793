namespace DelayedArrays.Testing;

/// <summary>Finds the test inputs that all projects share.</summary>
internal static class SharedData
{
    public const string Missing = "The shared inputs (../shared/data) are not there.";

    /// <summary>The folder of inputs; null if it does not exist.</summary>
    public static string? Root { get; } = Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "DelayedArray.sln")))
                continue;
            var data = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data"));
            return Directory.Exists(data) ? data : null;
        }
        return null;
    }
}

/// <summary>A test over the shared inputs; skipped if they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute()
    {
        if (SharedData.Root is null)
            Skip = SharedData.Missing;
    }
}

/// <summary>A test over the shared inputs; skipped if they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (SharedData.Root is null)
            Skip = SharedData.Missing;
    }
}

namespace DelayedArrays.Tests;

/// <summary>A step of a change fails, as on a full disk. Every byte of the file stays as it was, or the change is completed.</summary>
public sealed class FailingStepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        StoredFile.Trace = null;
        _folder.Dispose();
    }

    [Theory]
    [InlineData("append")]
    [InlineData("edit")]
    [InlineData("write")]
    [InlineData("add")]
    [InlineData("remove")]
    public void The_file_stays_as_it_was_or_is_finished_later(string kind)
    {
        var changes = SparseChanges.Of(kind);
        var path = _folder["f.h5"];
        changes.Begin(path);
        var before = File.ReadAllBytes(path);
        for (var failing = 0; ; failing++)
        {
            var steps = Fail(failing, () => changes.Apply(path, 0), out var failure);
            StoredFile.Trace = null;
            if (failure is null)
                break;
            // Later than the way back is closed, the message says so.
            var isSealed = steps.FindIndex(step => step.Kind == StorageStepKind.FlushFolder) is >= 0 and var at && at < steps.Count - 1;
            if (isSealed)
                Assert.Equal(changes.After(1), changes.Read(path));
            else
                Assert.Equal(before, File.ReadAllBytes(path));
            Assert.Equal(["f.h5"], SparseSamples.Beside(path));
            Assert.StartsWith(_folder[""], failure.Message, StringComparison.Ordinal);
            Assert.Contains("No space left", failure.Message, StringComparison.Ordinal);
            File.WriteAllBytes(path, before);
        }
        Assert.Equal(changes.After(1), changes.Read(path));
    }

    /// <summary>Runs a change in which one step and all later ones in the same file fail.</summary>
    private static List<StorageStep> Fail(int failing, Action change, out IOException? failure)
    {
        List<StorageStep> steps = [];
        string? broken = null;
        failure = null;
        StoredFile.Trace = step =>
        {
            if (broken is null)
                steps.Add(step);
            if (broken is null && steps.Count > failing && step.Kind is StorageStepKind.Write or StorageStepKind.Flush)
                broken = step.Path;
            if (broken == step.Path && step.Kind is StorageStepKind.Write or StorageStepKind.Flush)
                throw new IOException("No space left on device");
        };
        try
        {
            change();
        }
        catch (IOException thrown)
        {
            failure = thrown;
        }
        return steps;
    }
}

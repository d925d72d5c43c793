namespace DelayedArrays.Tests;

/// <summary>Journals that programs have left, and what comes of them.</summary>
public sealed class UnfinishedChangeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SparseChanges _changes = SparseChanges.Of("append");
    private readonly string _path;

    public UnfinishedChangeTests()
    {
        _path = _folder["u.h5"];
        LeaveUnfinished(_changes, 2);
    }

    private string Journal => ChangeJournal.PathFor(_path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whoever_opens_the_file_finishes_the_change()
    {
        Assert.Equal(_changes.After(1), _changes.Read(_path));
        Assert.Equal(["u.h5"], SparseSamples.Beside(_path));
    }

    [Fact]
    public void Whoever_opens_the_file_by_a_link_finishes_the_change()
    {
        var link = _folder["link.h5"];
        File.CreateSymbolicLink(link, _path);
        Assert.Equal(_changes.After(1), _changes.Read(link));
        Assert.False(File.Exists(Journal));
    }

    [Fact]
    public void Opening_for_editing_finishes_the_change()
    {
        Hdf5File.OpenEdit(_path).Dispose();
        Assert.False(File.Exists(Journal));
        Assert.Equal(_changes.After(1), _changes.Read(_path));
    }

    [Fact]
    public void The_next_change_follows_it()
    {
        _changes.Apply(_path, 1);
        Assert.Equal(_changes.After(2), _changes.Read(_path));
    }

    [Fact]
    public void It_is_not_finished_over_what_another_program_has_written_since()
    {
        using (var file = File.Open(_path, FileMode.Open, FileAccess.ReadWrite))
        {
            // Within the superblock, which every change overwrites.
            file.Position = 300;
            file.Write("theirs"u8);
        }
        var before = File.ReadAllBytes(_path);
        var failure = Assert.Throws<ArrayFormatException>(() => _changes.Read(_path));
        Assert.StartsWith($"{_path}: an unfinished change cannot be completed, because another program has changed the file since; remove {Journal}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_path));
        Assert.True(File.Exists(Journal));
    }

    [PythonTheory("h5py")]
    [InlineData(0)]
    [InlineData(1)]
    public void A_file_to_which_another_program_has_added_is_not_cut(int pagesWritten)
    {
        LeaveUnfinished(SparseChanges.Of("edit"), pagesWritten);
        Python.Run("""
            import sys, h5py
            with h5py.File(sys.argv[1], "r+") as file:
                file["theirs"] = [1.0] * 100000
            """, _path);
        var before = File.ReadAllBytes(_path);
        Assert.Contains("another program has changed the file since", Assert.Throws<ArrayFormatException>(() => _changes.Read(_path)).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_path));
        File.Delete(Journal);
        Assert.Equal(100_000, Hdf5Array.Open(_path, "theirs").As<double>().Sum());
    }

    [Fact]
    public void A_change_that_makes_the_file_shorter_is_finished()
    {
        var changes = SparseChanges.Of("remove");
        LeaveUnfinished(changes, 1);
        Assert.Equal(changes.After(1), changes.Read(_path));
        Assert.Equal(["u.h5"], SparseSamples.Beside(_path));
    }

    [Fact]
    public void A_new_file_in_its_place_is_not_finished()
    {
        Hdf5File.Create(_path, overwrite: true).Dispose();
        using var file = Hdf5File.OpenRead(_path);
        Assert.Empty(file.Root.Names);
    }

    [Fact]
    public void A_journal_that_is_damaged_is_not_played()
    {
        var bytes = File.ReadAllBytes(Journal);
        bytes[PageOverlay.PageSize + 100] ^= 1;
        File.WriteAllBytes(Journal, bytes);
        var failure = Assert.Throws<ArrayFormatException>(() => _changes.Read(_path));
        Assert.Contains("the journal is damaged", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_journal_is_dropped()
    {
        File.Delete(_path);
        _changes.Begin(_path);
        File.WriteAllText(Journal, "no journal");
        Assert.Equal(_changes.After(0), _changes.Read(_path));
        Assert.Equal(["u.h5"], SparseSamples.Beside(_path));
    }

    /// <summary>Leaves the file as a program does that is killed when it has overwritten some pages.</summary>
    private void LeaveUnfinished(SparseChanges changes, int pagesWritten)
    {
        File.Delete(_path);
        File.Delete(Journal);
        changes.Begin(_path);
        SimulatedDisk disk = new();
        disk.Add(_path);
        List<StorageStep> steps = [];
        StoredFile.Trace = steps.Add;
        changes.Apply(_path, 0);
        StoredFile.Trace = null;
        var sealing = steps.FindIndex(step => step.Kind == StorageStepKind.FlushFolder);
        foreach (var step in steps[..(sealing + 1 + pagesWritten)])
            disk.Apply(step);
        foreach (var (path, content) in disk.Now())
            File.WriteAllBytes(path, content);
        Assert.True(File.Exists(Journal));
    }
}

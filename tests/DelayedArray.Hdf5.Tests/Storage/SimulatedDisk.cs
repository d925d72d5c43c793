namespace DelayedArrays.Tests;

/// <summary>
/// What a loss of power may leave of files that a program was changing: what was flushed is there; of what was written since, any
/// part, in whole sectors; of names made or deleted since their folder was flushed, any.
/// </summary>
internal sealed class SimulatedDisk
{
    private const int Sector = 512;

    private readonly Dictionary<string, SimulatedFile> _files = new(StringComparer.Ordinal);

    /// <summary>Puts a file on the disk.</summary>
    public void Add(string path) => _files[path] = new() { Durable = File.ReadAllBytes(path), IsNameDurable = true, IsNamed = true };

    /// <summary>Does a step.</summary>
    public void Apply(StorageStep step)
    {
        if (step.Kind == StorageStepKind.Create)
            _files[step.Path] = new() { IsNamed = true };
        var file = _files[step.Path];
        switch (step.Kind)
        {
            case StorageStepKind.Create:
                break;
            case StorageStepKind.Flush:
                file.Durable = file.With(file.Pending);
                file.Pending.Clear();
                break;
            case StorageStepKind.Delete:
                file.IsNamed = false;
                break;
            case StorageStepKind.FlushFolder:
                file.IsNameDurable = file.IsNamed;
                break;
            default:
                file.Pending.Add(step);
                break;
        }
    }

    /// <summary>The files after a loss of power now, one of the many ways they may be.</summary>
    public IEnumerable<(string Path, byte[] Content)> Crash(Random random)
    {
        foreach (var (path, file) in _files)
        {
            var isThere = file.IsNamed == file.IsNameDurable ? file.IsNamed : random.Next(2) == 0;
            if (isThere)
                yield return (path, file.With(Survivors(file.Pending, random)));
        }
    }

    /// <summary>The files as programs see them.</summary>
    public IEnumerable<(string Path, byte[] Content)> Now() =>
        _files.Where(file => file.Value.IsNamed).Select(file => (file.Key, file.Value.With(file.Value.Pending)));

    /// <summary>Everything, nothing, or any part of what was not flushed.</summary>
    private static List<StorageStep> Survivors(List<StorageStep> pending, Random random) => random.Next(5) switch
    {
        0 => pending,
        1 => [],
        _ => [.. pending.SelectMany(step => Torn(step, random))],
    };

    private static List<StorageStep> Torn(StorageStep step, Random random)
    {
        if (step.Kind == StorageStepKind.SetLength)
            return random.Next(2) == 0 ? [step] : [];
        return [.. Sectors(step).Where(_ => random.Next(2) == 0)];
    }

    private static IEnumerable<StorageStep> Sectors(StorageStep step)
    {
        for (var offset = 0; offset < step.Bytes.Length;)
        {
            var count = (int)Math.Min(Sector - ((step.At + offset) % Sector), step.Bytes.Length - offset);
            yield return step with { At = step.At + offset, Bytes = step.Bytes[offset..(offset + count)] };
            offset += count;
        }
    }

    private sealed class SimulatedFile
    {
        public byte[] Durable { get; set; } = [];

        public List<StorageStep> Pending { get; } = [];

        public bool IsNamed { get; set; }

        public bool IsNameDurable { get; set; }

        public byte[] With(IEnumerable<StorageStep> steps)
        {
            var content = Durable.ToArray();
            foreach (var step in steps)
            {
                var length = step.Kind == StorageStepKind.SetLength ? step.At : Math.Max(content.Length, step.At + step.Bytes.Length);
                if (length != content.Length)
                    Array.Resize(ref content, (int)length);
                step.Bytes.CopyTo(content, step.At);
            }
            return content;
        }
    }
}

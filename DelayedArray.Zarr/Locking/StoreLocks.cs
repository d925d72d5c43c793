using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace DelayedArrays.Zarr;

/// <summary>
/// The locks of one hierarchy. They work among the threads of this process and, if other programs can write the store, among programs.
/// Take them in this order: an object, the hierarchy, chunks.
/// </summary>
/// <param name="location">The store, as messages name it.</param>
/// <param name="name">A name shared by all who change the hierarchy: the path of its folder, or a name within the process.</param>
/// <param name="root">The same for the store, whose root may lie above or below that of the hierarchy.</param>
/// <param name="isFolder">Whether other programs can change the hierarchy, so that files beside the folder must be locked.</param>
internal sealed class StoreLocks(string location, string name, string root, bool isFolder)
{
    // Chunks share this many locks by their hash.
    private const int ChunkLocks = 16;
    private const int HashLength = 16;

    private readonly string[] _chunks = [.. Enumerable.Range(0, ChunkLocks).Select(number => $".{number:x}")];

    /// <summary>Takes the right to extend or replace an array or group.</summary>
    public IDisposable TakeObject(StoreKey key, TimeSpan wait, CancellationToken cancellation = default) =>
        Take($".{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(WithinHierarchy(key))))[..HashLength]}", $"{location}::{key}", wait, cancellation);

    /// <summary>Takes the right to move objects within the hierarchy and to change documents.</summary>
    public IDisposable TakeHierarchy(TimeSpan wait, CancellationToken cancellation = default) => Take("", location, wait, cancellation);

    /// <summary>Takes the right to replace a chunk.</summary>
    public IDisposable TakeChunk(StoreKey key, TimeSpan wait, CancellationToken cancellation = default) =>
        Take(_chunks[StableHash(WithinHierarchy(key)) % ChunkLocks], location, wait, cancellation);

    /// <summary>Takes the right to replace all chunks.</summary>
    public IDisposable TakeAllChunks(TimeSpan wait, CancellationToken cancellation = default)
    {
        var held = new Held();
        try
        {
            foreach (var chunk in _chunks)
                held.Add(Take(chunk, location, wait, cancellation));
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The path of a key within the hierarchy. It is the same for stores opened at any group.</summary>
    private string WithinHierarchy(StoreKey key) => isFolder ? Path.Join(root, key.Path)[name.Length..].Trim('/', '\\').Replace('\\', '/') : key.Path;

    private Held Take(string suffix, string what, TimeSpan wait, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var held = new Held();
        held.Add(LocalLock.Take(name + suffix, wait, cancellation) ?? throw new ConcurrentChangeException(
            $"{what}: another change by this program did not end within {wait.TotalSeconds:0.###} s; try again, or wait longer"));
        if (!isFolder)
            return held;
        try
        {
            var left = wait - clock.Elapsed;
            held.Add(TakeFile(suffix, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellation));
            return held;
        }
        catch (Exception problem)
        {
            held.Dispose();
            if (problem is UnauthorizedAccessException or (IOException and not ConcurrentChangeException))
                throw new IOException($"{what}: cannot be locked for a change: {problem.Message}", problem);
            throw;
        }
    }

    /// <summary>
    /// Locks a file beside the folder, because the folder itself may be replaced. If no file can be created there, locks one inside.
    /// </summary>
    private ChangeLock TakeFile(string suffix, TimeSpan wait, CancellationToken cancellation)
    {
        var beside = name + suffix;
        try
        {
            return ChangeLock.Take(beside, wait, cancellation);
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or (IOException and not ConcurrentChangeException)
            && Directory.Exists(name) && !File.Exists(ChangeLock.PathFor(beside)))
        {
            return ChangeLock.Take(Path.Combine(name, $"delayedarray{suffix}"), wait, cancellation);
        }
    }

    /// <summary>Computes a hash that is the same in all programs.</summary>
    private static uint StableHash(string path)
    {
        var hash = 2166136261u;
        foreach (var letter in path)
            hash = (hash ^ letter) * 16777619;
        return hash ^ (hash >> 15);
    }

    /// <summary>Locks that are released together, last first.</summary>
    private sealed class Held : IDisposable
    {
        private readonly Stack<IDisposable> _parts = [];

        public void Add(IDisposable part) => _parts.Push(part);

        public void Dispose()
        {
            while (_parts.TryPop(out var part))
                part.Dispose();
        }
    }
}

using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace DelayedArrays;

/// <summary>
/// The locks of one hierarchy, among the threads of this process and, where others can write the same store, among programs. They
/// are taken in the order in which they stand here: an object, the places, chunks.
/// </summary>
/// <param name="location">The store, as messages name it.</param>
/// <param name="name">What is the same for all who change the hierarchy: the path of its folder, or a name within the process.</param>
/// <param name="root">The same for the store, which may begin further in, or further out.</param>
/// <param name="isFolder">Whether other programs can change it, so that files beside the folder are locked.</param>
internal sealed class StoreLocks(string location, string name, string root, bool isFolder)
{
    // Chunks whose keys fall to the same number wait for each other, and no others.
    private const int ChunkLocks = 16;
    private const int HashLength = 16;

    private readonly string[] _chunks = [.. Enumerable.Range(0, ChunkLocks).Select(number => $".{number:x}")];

    /// <summary>The right to make an array or group longer, or to put another in its place.</summary>
    public IDisposable TakeObject(StoreKey key, TimeSpan wait, CancellationToken cancellation = default) =>
        Take($".{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(WithinHierarchy(key))))[..HashLength]}", $"{location}::{key}", wait, cancellation);

    /// <summary>The right to put objects in their places, and to change documents.</summary>
    public IDisposable TakePlaces(TimeSpan wait, CancellationToken cancellation = default) => Take("", location, wait, cancellation);

    /// <summary>The right to replace a chunk.</summary>
    public IDisposable TakeChunk(StoreKey key, TimeSpan wait, CancellationToken cancellation = default) =>
        Take(_chunks[StableHash(WithinHierarchy(key)) % ChunkLocks], location, wait, cancellation);

    /// <summary>The right to replace all chunks.</summary>
    public IDisposable TakeAllChunks(TimeSpan wait, CancellationToken cancellation = default)
    {
        Held held = new();
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

    /// <summary>The path of a key that is the same from whichever group the store was opened.</summary>
    private string WithinHierarchy(StoreKey key) => isFolder ? Path.Join(root, key.Path)[name.Length..].Trim('/', '\\').Replace('\\', '/') : key.Path;

    private Held Take(string suffix, string what, TimeSpan wait, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        Held held = new();
        held.Add(LocalLock.Take(name + suffix, wait, cancellation) ?? throw new ConcurrentChangeException(
            $"{what}: another change of it, by this program, has not ended within {wait.TotalSeconds:0.###} s; try again, or wait longer"));
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

    /// <summary>Locks a file beside the folder, which may be replaced itself; within it where nothing can be made beside it.</summary>
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

    /// <summary>A hash that is the same in all programs.</summary>
    private static uint StableHash(string path)
    {
        var hash = 2166136261u;
        foreach (var letter in path)
            hash = (hash ^ letter) * 16777619;
        return hash ^ (hash >> 15);
    }

    /// <summary>Locks that end together, the last first.</summary>
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

using System.Collections.Concurrent;

namespace DelayedArrays.Zarr;

/// <summary>
/// Decides whether status 403 means that a value does not exist. Object stores answer in this way for absent keys if the public may read
/// values but not list them. Other servers answer in this way for private values, which must not read as fill values.
/// </summary>
/// <remarks>
/// A document that is looked for as one of several alternatives counts as absent: either another document is found, or the error message
/// names them all. Any other value, such as a chunk, counts as absent if two checks succeed. The server must also answer 403 for a key
/// that nobody can have created, and it must still serve a document that was read before, since a signature may have expired meanwhile.
/// The checks begin after the 403 has arrived, and one check serves all requests that wait for it.
/// </remarks>
internal sealed class ForbiddenKeys : IDisposable
{
    private const int MaxRemembered = 1 << 16;
    private readonly bool? _isMissing;
    private readonly Func<StoreKey, CancellationToken, int> _status;
    private readonly ConcurrentDictionary<string, StoreKey> _read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _forbidsAbsent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _confirmed = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1);
    private long _clock;

    /// <summary>Creates the check for one store.</summary>
    /// <param name="isMissing">The decision stated in the options; null to find out.</param>
    /// <param name="status">Requests a key and gives the status of the answer.</param>
    public ForbiddenKeys(bool? isMissing, Func<StoreKey, CancellationToken, int> status)
    {
        _isMissing = isMissing;
        _status = status;
    }

    /// <summary>Records that a value was read.</summary>
    public void WasRead(StoreKey key)
    {
        if (!DocumentName.IsReserved(key.Name))
            return;
        var folder = FolderOf(key.Path);
        if (_read.Count < MaxRemembered || folder.Length == 0)
            _read.TryAdd(folder, key);
    }

    /// <summary>Whether a key with status 403 is absent.</summary>
    public bool IsMissing(StoreKey key, CancellationToken cancellation)
    {
        var asked = Interlocked.Increment(ref _clock);
        if (_isMissing is { } stated)
            return stated;
        if (DocumentName.IsLookedFor(key.Name))
        {
            if (_taken.Count < MaxRemembered)
                _taken.TryAdd(key.Path, 0);
            return true;
        }
        return Witness(key) is { } witness && IsProven(witness, asked, cancellation);
    }

    /// <summary>Whether a key was treated as absent without proof.</summary>
    public bool WasTaken(StoreKey key) => _taken.ContainsKey(key.Path);

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    /// <summary>A document that was read before, in the nearest folder above a key.</summary>
    private StoreKey? Witness(StoreKey key)
    {
        for (var folder = key.Path; folder.Length > 0;)
        {
            folder = FolderOf(folder);
            if (_read.TryGetValue(folder, out var document))
                return document;
        }
        return null;
    }

    private bool IsProven(StoreKey witness, long asked, CancellationToken cancellation)
    {
        _gate.Wait(cancellation);
        try
        {
            if (!ForbidsAbsent("", cancellation) || !ForbidsAbsent(FolderOf(witness.Path), cancellation))
                return false;
            if (_confirmed.GetValueOrDefault(witness.Path) > asked)
                return true;
            var begun = Interlocked.Increment(ref _clock);
            if (_status(witness, cancellation) is not (200 or 206))
                return false;
            _confirmed[witness.Path] = begun;
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    private bool ForbidsAbsent(string folder, CancellationToken cancellation)
    {
        if (_forbidsAbsent.TryGetValue(folder, out var known))
            return known;
        var absent = new StoreKey((folder.Length == 0 ? "" : folder + "/") + $"delayedarray-absent-{Guid.NewGuid():N}");
        return _forbidsAbsent[folder] = _status(absent, cancellation) == 403;
    }
}

using System.Collections.Concurrent;

namespace DelayedArrays;

/// <summary>
/// Decides whether status 403 means that a value is not there. Object stores answer so for absent keys where the public may read values
/// but not list them; others answer so for what they keep to themselves, which must not be taken for fill values.
/// </summary>
/// <remarks>
/// Documents that are looked for one after the other are absent: what is found in their stead says so, and if nothing is found, the
/// message names them. Anything else, a chunk above all, is absent if a key that nobody can have made is answered by 403, too, and a
/// document that was read before still can be: a signature may have run out meanwhile. The check begins after the 403 has come, and one
/// check serves all that wait for it.
/// </remarks>
internal sealed class ForbiddenKeys : IDisposable
{
    private const int MostRemembered = 1 << 16;
    private readonly bool? _isMissing;
    private readonly Func<StoreKey, CancellationToken, int> _status;
    private readonly ConcurrentDictionary<string, StoreKey> _read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _forbidsAbsent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _confirmed = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1);
    private long _clock;

    /// <summary>Creates the judge of one store.</summary>
    /// <param name="isMissing">What the options say; null to find out.</param>
    /// <param name="status">Asks for a key and gives the status of the answer.</param>
    public ForbiddenKeys(bool? isMissing, Func<StoreKey, CancellationToken, int> status)
    {
        _isMissing = isMissing;
        _status = status;
    }

    /// <summary>Notes that a value was read.</summary>
    public void WasRead(StoreKey key)
    {
        if (!MetadataFile.IsReserved(key.Name))
            return;
        var folder = FolderOf(key.Path);
        if (_read.Count < MostRemembered || folder.Length == 0)
            _read.TryAdd(folder, key);
    }

    /// <summary>Whether a key that was answered by 403 is absent.</summary>
    public bool IsMissing(StoreKey key, CancellationToken cancellation)
    {
        var asked = Interlocked.Increment(ref _clock);
        if (_isMissing is { } stated)
            return stated;
        if (MetadataFile.IsLookedFor(key.Name))
        {
            if (_taken.Count < MostRemembered)
                _taken.TryAdd(key.Path, 0);
            return true;
        }
        return Witness(key) is { } witness && IsProven(witness, asked, cancellation);
    }

    /// <summary>Whether a key was taken for absent without proof.</summary>
    public bool WasTaken(StoreKey key) => _taken.ContainsKey(key.Path);

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    /// <summary>A document that was read, in the nearest folder above.</summary>
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
        StoreKey absent = new((folder.Length == 0 ? "" : folder + "/") + $"delayedarray-absent-{Guid.NewGuid():N}");
        return _forbidsAbsent[folder] = _status(absent, cancellation) == 403;
    }
}

namespace DelayedArrays;

/// <summary>How a <see cref="DirectoryZarrStore"/> is opened.</summary>
/// <param name="Writable">Whether values can be written. A missing folder is then created.</param>
/// <param name="Durable">
/// Whether each value is flushed to disk before its name appears. Otherwise a completed write survives any end of the process, but a
/// power failure may leave the latest values empty. With this option, a <see cref="ZarrStore.Move"/> that makes an array visible never
/// shows one whose values a power failure has lost. It costs one flush per value.
/// </param>
/// <param name="IsUntrusted">
/// Whether symbolic links that lead out of the folder are refused, because the author of the store is not trusted.
/// </param>
public readonly record struct DirectoryStoreOptions(bool Writable = false, bool Durable = false, bool IsUntrusted = false);

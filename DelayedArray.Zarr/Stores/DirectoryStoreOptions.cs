namespace DelayedArrays;

/// <summary>How a <see cref="DirectoryZarrStore"/> is opened.</summary>
/// <param name="Writable">Whether values can be written; the folder is then made if it is missing.</param>
/// <param name="Durable">
/// Whether each value is on the disk, not only with the operating system, before its name appears. Without it a write survives
/// the end of the process however it comes, but after a power failure values written last may be empty. With it, a
/// <see cref="ZarrStore.Move"/> that makes an array visible never shows one whose values a power failure has taken.
/// Costs a flush per value.
/// </param>
/// <param name="IsUntrusted">Whether symbolic links that lead out of the folder are refused, since who made the store is not trusted.</param>
public readonly record struct DirectoryStoreOptions(bool Writable = false, bool Durable = false, bool IsUntrusted = false);

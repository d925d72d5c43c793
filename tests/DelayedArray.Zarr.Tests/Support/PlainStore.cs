namespace DelayedArrays.ZarrTests;

/// <summary>A store like those that users write: it implements only the required members.</summary>
internal sealed class PlainStore() : ForwardingStore(new MemoryZarrStore());

namespace DelayedArrays.ZarrTests;

/// <summary>A store as somebody else may write one: it has what it must have, and nothing of its own besides.</summary>
internal sealed class PlainStore() : ForwardingStore(new MemoryZarrStore());

namespace DelayedArrays.Zarr;

/// <summary>
/// Keeps documents that hold the metadata of a whole group in step with a change below it. Where something that they tell of is
/// replaced or changed, they are removed before the change, as no reader is to believe them while it happens. They are written anew
/// after it, in room that is taken before anything is removed. A note in the group says what is going on, so that the next change
/// finishes what a killed program has left.
/// </summary>
internal sealed class ConsolidatedUpdate
{
    private readonly ZarrTarget _target;
    private readonly List<ConsolidatedDocument> _documents = [];
    private readonly List<ConsolidatedNote> _notes = [];

    private ConsolidatedUpdate(ZarrTarget target) => _target = target;

    /// <summary>Reads the documents of the groups above. The hierarchy is locked until the update is finished.</summary>
    /// <param name="target">What is going to be changed.</param>
    /// <param name="removes">Whether the documents tell of it, and are removed meanwhile.</param>
    /// <exception cref="IOException">One cannot be removed, or there is no room to write it again; they are as they were.</exception>
    public static ConsolidatedUpdate Begin(ZarrTarget target, bool removes)
    {
        var update = new ConsolidatedUpdate(target);
        try
        {
            // The folder around the one that the user named may be a group, too.
            foreach (var group in target.Ancestors().Prepend(StoreKey.Root).Distinct().Where(group => group != target.Key))
                update.Begin(group, removes);
            return update;
        }
        catch (IOException)
        {
            update.PutBack();
            throw;
        }
    }

    /// <summary>Writes the documents, as the metadata are now.</summary>
    public void Finish()
    {
        try
        {
            foreach (var document in _documents)
                document.Write(_target.Ancestors());
            foreach (var note in _notes)
                note.Delete();
        }
        finally
        {
            GiveBack();
        }
    }

    private void Begin(StoreKey group, bool removes)
    {
        var left = ConsolidatedNote.TryRead(_target.Store, group);
        var documents = ConsolidatedDocument.Find(_target.Store, group, left);
        if (documents.Count == 0)
        {
            left?.Delete();
            return;
        }
        foreach (var document in documents)
        {
            document.Changed.Add(_target.Key);
            document.Reserve();
        }
        _documents.AddRange(documents);
        // What others cannot see needs no note.
        if (!_target.Store.CollectsWrites)
        {
            var note = new ConsolidatedNote(_target.Store, group);
            _notes.Add(note);
            note.Write(documents, removes || left is not null);
        }
        foreach (var document in documents.Where(_ => removes))
            document.Remove();
    }

    /// <summary>Writes the documents as they were. Errors are not reported, for another one is the reason.</summary>
    private void PutBack()
    {
        try
        {
            foreach (var document in _documents)
                document.PutBack();
            foreach (var note in _notes)
                note.Delete();
        }
        catch (IOException)
        {
            // Readers then take the metadata one by one, until the next change.
        }
        finally
        {
            GiveBack();
        }
    }

    private void GiveBack()
    {
        foreach (var document in _documents)
            document.Dispose();
    }
}

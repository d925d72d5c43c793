namespace DelayedArrays.Zarr;

/// <summary>
/// Keeps consolidated metadata in step with a change below their group. If the change replaces or alters something that the documents
/// describe, they are removed first, so that no reader trusts them meanwhile, and written again afterwards. The space for that is
/// reserved before anything is removed. A note in the group records the change, so that the next one can finish the work of a killed
/// program.
/// </summary>
internal sealed class ConsolidatedUpdate
{
    private readonly ZarrTarget _target;
    private readonly List<ConsolidatedDocument> _documents = [];
    private readonly List<ConsolidatedNote> _notes = [];

    private ConsolidatedUpdate(ZarrTarget target) => _target = target;

    /// <summary>Reads the documents of the groups above. The hierarchy is locked until the update is finished.</summary>
    /// <param name="target">The target of the change.</param>
    /// <param name="removes">Whether the documents describe the target, and are removed meanwhile.</param>
    /// <exception cref="IOException">A document cannot be removed, or there is no space to write it again. All are unchanged.</exception>
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

    /// <summary>Writes the documents with the present metadata.</summary>
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
        // Others cannot see collected writes, so they need no note.
        if (!_target.Store.CollectsWrites)
        {
            var note = new ConsolidatedNote(_target.Store, group);
            _notes.Add(note);
            note.Write(documents, removes || left is not null);
        }
        foreach (var document in documents.Where(_ => removes))
            document.Remove();
    }

    /// <summary>Restores the documents. Errors are ignored, so that the original one is reported.</summary>
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

using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <content>Reserving space for values.</content>
public sealed partial class DirectoryZarrStore
{
    /// <inheritdoc/>
    internal override ValueRoom Reserve(StoreKey key, int length)
    {
        var path = Target(key, nameof(key));
        var partial = NewPartial(Path.GetDirectoryName(path)!);
        WritePartial(key, partial, () => CreateFile(partial), new byte[length]);
        return new Room(this, key, path, partial);
    }

    /// <summary>Writes an incomplete file, and removes it if that fails.</summary>
    private void WritePartial(StoreKey key, string partial, Func<SafeFileHandle> open, ReadOnlySpan<byte> value, string? path = null)
    {
        try
        {
            using (var handle = open())
            {
                RandomAccess.Write(handle, value, 0);
                if (_options.Durable)
                    RandomAccess.FlushToDisk(handle);
            }
            if (path is not null)
                File.Move(partial, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            PartialFile.TryDelete(partial);
            throw new IOException($"{Location}::{key}: the value cannot be written: {error.Message}", error);
        }
    }

    private sealed class Room(DirectoryZarrStore store, StoreKey key, string path, string partial) : ValueRoom(store, key)
    {
        private readonly DirectoryZarrStore _store = store;
        private readonly StoreKey _key = key;

        public override void Write(ReadOnlySpan<byte> value)
        {
            var length = value.Length;
            _store.WritePartial(_key, partial, () => OpenCut(partial, length), value, path);
        }

        protected override void Dispose(bool disposing)
        {
            PartialFile.TryDelete(partial);
            base.Dispose(disposing);
        }

        /// <summary>Opens the reserved file and truncates it to the length of the value.</summary>
        private static SafeFileHandle OpenCut(string path, int length)
        {
            var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.None);
            try
            {
                RandomAccess.SetLength(handle, length);
                return handle;
            }
            catch
            {
                handle.Dispose();
                throw;
            }
        }
    }
}

using System.Security.Cryptography;

namespace DelayedArrays;

/// <summary>Writes delayed arrays to Zarr stores, chunk by chunk, in parallel, in bounded memory.</summary>
public static class ZarrWriting
{
    /// <summary>
    /// Evaluates an array into a new array of a folder or zip file, which is created if it does not exist. The array appears complete or not
    /// at all. An array that it replaces stays until then.
    /// </summary>
    /// <param name="array">The array. It may be read from the same location.</param>
    /// <param name="location">A folder, or a zip file if the name ends in <c>.zip</c>.</param>
    /// <param name="path">Path of the array inside; empty for the folder or zip file itself. Missing groups above it are created.</param>
    /// <param name="options">Version, chunks, codecs, overwriting.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="IOException">It cannot be written, or the name is taken.</exception>
    /// <exception cref="ConcurrentChangeException">
    /// Someone else has written the same array meanwhile, or holds the store for too long.
    /// </exception>
    /// <exception cref="ArgumentException">Options contradict each other or do not fit the array.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static void WriteZarr<T>(
        this DelayedArray<T> array, string location, string path = "", ZarrWriteOptions? options = null, ExecutionOptions? execution = null)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(array);
        using var transaction = ZarrTransaction.Begin(location, StoreOptions(options, execution));
        Write(array, transaction, path, options, execution);
    }

    /// <summary>Evaluates an array into a new array of a store.</summary>
    /// <param name="array">The array. It may be read from the same store.</param>
    /// <param name="store">The store. Call <see cref="ZarrStore.Complete"/> on one that collects writes, such as a zip file.</param>
    /// <param name="path">Path of the array inside; empty for the root. Missing groups above it are created.</param>
    /// <param name="options">Version, chunks, codecs, overwriting.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="NotSupportedException">The store is read-only.</exception>
    /// <inheritdoc cref="WriteZarr{T}(DelayedArray{T}, string, string, ZarrWriteOptions?, ExecutionOptions?)" path="/exception"/>
    public static void WriteZarr<T>(
        this DelayedArray<T> array, ZarrStore store, string path = "", ZarrWriteOptions? options = null, ExecutionOptions? execution = null)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(array);
        using var transaction = ZarrTransaction.Begin(store, execution?.LockTimeout);
        Write(array, transaction, path, options, execution);
    }

    /// <summary>Evaluates an array of any element type into a new array of a folder or zip file.</summary>
    /// <inheritdoc cref="WriteZarr{T}(DelayedArray{T}, string, string, ZarrWriteOptions?, ExecutionOptions?)"/>
    public static void WriteZarr(
        this DelayedArray array, string location, string path = "", ZarrWriteOptions? options = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        using var transaction = ZarrTransaction.Begin(location, StoreOptions(options, execution));
        array.ElementType.Dispatch(new Visitor(array, transaction, path, options, execution));
    }

    /// <summary>Evaluates an array of any element type into a new array of a store.</summary>
    /// <inheritdoc cref="WriteZarr{T}(DelayedArray{T}, ZarrStore, string, ZarrWriteOptions?, ExecutionOptions?)"/>
    public static void WriteZarr(
        this DelayedArray array, ZarrStore store, string path = "", ZarrWriteOptions? options = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        using var transaction = ZarrTransaction.Begin(store, execution?.LockTimeout);
        array.ElementType.Dispatch(new Visitor(array, transaction, path, options, execution));
    }

    /// <summary>Adds the writing of an array to a pass. Commit the transaction once the pass has run.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="array">The array.</param>
    /// <param name="transaction">The change that the array belongs to.</param>
    /// <param name="path">Path of the array; empty for the root.</param>
    /// <param name="options">Version, chunks, codecs, overwriting.</param>
    /// <inheritdoc cref="WriteZarr{T}(DelayedArray{T}, string, string, ZarrWriteOptions?, ExecutionOptions?)" path="/exception"/>
    public static void WriteZarr<T>(
        this Pass pass, DelayedArray<T> array, ZarrTransaction transaction, string path = "", ZarrWriteOptions? options = null)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(pass);
        ArgumentNullException.ThrowIfNull(array);
        ArgumentNullException.ThrowIfNull(transaction);
        options ??= new();
        var target = ZarrTarget.Of(transaction.Store, path);
        var version = VersionOf(target, options);
        var info = new NewArray(options, version, target.Location).Describe(array);
        var staged = transaction.Stage(
            target, version, PlanOf(info, options), options, written => target.Store.WriteArray(written.Key, info));
        var source = new ZarrSource(target.Store, staged.Key, info, ChunkCoding.Of(info));
        var encoder = new ChunkEncoder<T>(
            source.Coding, info.Grid.Regular!.Value, info.Fill.Number<T>(info.DataType), options.SkipFillChunks);
        pass.Add(new ZarrArraySink<T>(array, source, encoder, staged.IsResumed));
    }

    private static void Write<T>(
        DelayedArray<T> array, ZarrTransaction transaction, string path, ZarrWriteOptions? options, ExecutionOptions? execution)
        where T : unmanaged
    {
        var pass = new Pass();
        pass.WriteZarr(array, transaction, path, options);
        pass.Run(execution);
        transaction.Commit();
    }

    /// <summary>Finds the version to write: the requested one, which must be that of the groups around, or theirs, or a default.</summary>
    internal static int VersionOf(ZarrTarget target, ZarrWriteOptions options)
    {
        var around = target.GroupVersion();
        if (options.Version is { } wanted && around is { } there && wanted != there)
            throw new ArgumentException($"{target}: the groups around it are of Zarr {there}, but version {wanted} was requested", nameof(options));
        return options.Version ?? around ?? (options.Shards.IsEmpty ? 2 : 3);
    }

    /// <summary>Gets the options with which a write opens its store.</summary>
    internal static StoreWriteOptions StoreOptions(ZarrWriteOptions? options, ExecutionOptions? execution) =>
        new(execution?.LockTimeout, options?.CopyZip ?? false);

    private static string PlanOf(ZarrArrayInfo info, ZarrWriteOptions options) => Convert.ToHexStringLower(SHA256.HashData(
        [.. info.ToJson(), .. ZarrJson.Write(info.Attributes.WriteTo), (byte)(options.SkipFillChunks ? 1 : 0)]));

    private sealed class Visitor(
        DelayedArray array, ZarrTransaction transaction, string path, ZarrWriteOptions? options, ExecutionOptions? execution)
        : IElementVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged
        {
            Write(array.As<T>(), transaction, path, options, execution);
            return true;
        }
    }
}

using System.Buffers;

namespace DelayedArrays;

/// <summary>Undoes, or applies, a filter to one chunk. Called with the HDF5 library held: it must not call into this API.</summary>
/// <param name="source">The chunk as it comes.</param>
/// <param name="clientData">The filter's parameters, as stored with the dataset.</param>
/// <param name="destination">Takes the result. Nothing written means failure, as does an exception.</param>
public delegate void Hdf5FilterFunction(
    ReadOnlySpan<byte> source, ReadOnlySpan<uint> clientData, IBufferWriter<byte> destination);

/// <summary>
/// The filters the HDF5 library can use when it reads and writes itself (<see cref="Hdf5Dataset.Read"/>, strings, virtual
/// datasets). Those it lacks can be added for the life of the process.
/// </summary>
public static class Hdf5Filters
{
    /// <summary>Whether the library has a filter: of its own, as a plugin, or registered here.</summary>
    /// <param name="id">The filter's registered number.</param>
    /// <exception cref="DllNotFoundException">There is no usable HDF5 library; the message says how to get one.</exception>
    public static bool IsAvailable(int id)
    {
        using var _ = Hdf5Library.Enter();
        return FilterBridge.IsAvailable(id);
    }

    /// <summary>Adds a filter to the library; nothing happens if it has it.</summary>
    /// <param name="id">The filter's registered number.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="decode">Undoes it.</param>
    /// <param name="encode">Applies it; null if that is not possible.</param>
    /// <exception cref="InvalidOperationException">The library refuses the filter.</exception>
    /// <exception cref="DllNotFoundException">There is no usable HDF5 library; the message says how to get one.</exception>
    public static void Register(int id, string name, Hdf5FilterFunction decode, Hdf5FilterFunction? encode = null)
    {
        ArgumentNullException.ThrowIfNull(decode);
        ArgumentException.ThrowIfNullOrEmpty(name);
        using var _ = Hdf5Library.Enter();
        FilterBridge.Register(id, name, decode, encode);
    }
}

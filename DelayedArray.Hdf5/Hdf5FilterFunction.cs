using System.Buffers;

namespace DelayedArrays;

/// <summary>Undoes, or applies, a filter to one chunk. Called with the HDF5 library held: it must not call into this API.</summary>
/// <param name="source">The chunk as it comes.</param>
/// <param name="clientData">The filter's parameters, as stored with the dataset.</param>
/// <param name="destination">Takes the result. Nothing written means failure, as does an exception.</param>
public delegate void Hdf5FilterFunction(
    ReadOnlySpan<byte> source, ReadOnlySpan<uint> clientData, IBufferWriter<byte> destination);

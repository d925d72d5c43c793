using System.Buffers;

namespace DelayedArrays;

/// <summary>
/// Undoes or applies a filter on one chunk. It runs while the HDF5 library is locked, so it must not call into this API.
/// </summary>
/// <param name="source">The chunk before the filter.</param>
/// <param name="clientData">The filter's parameters, as stored with the dataset.</param>
/// <param name="destination">Receives the result. Writing nothing means failure, and so does an exception.</param>
public delegate void Hdf5FilterFunction(
    ReadOnlySpan<byte> source, ReadOnlySpan<uint> clientData, IBufferWriter<byte> destination);

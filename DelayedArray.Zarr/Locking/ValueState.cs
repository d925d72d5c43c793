using System.Security.Cryptography;

namespace DelayedArrays.Zarr;

/// <summary>A state of a value in a store. It differs once the value is changed or replaced.</summary>
/// <param name="Exists">Whether there is a value, or a folder, of this name.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Marks">The times of a file. For other values, a digest or the position.</param>
internal readonly record struct ValueState(bool Exists, long Length, (long First, long Second) Marks)
{
    /// <summary>The present state of a file or folder.</summary>
    public static ValueState OfFile(string path)
    {
        if (FileVersion.Of(path) is { Exists: true } file)
            return new(true, file.Length, (file.Written.Ticks, file.Made.Ticks));
        return Directory.Exists(path) ? new(true, -1, (Directory.GetLastWriteTimeUtc(path).Ticks, 0)) : default;
    }

    /// <summary>The state of a value with this content.</summary>
    public static ValueState OfBytes(ReadOnlySpan<byte> value)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(value, digest);
        return new(true, value.Length, (BitConverter.ToInt64(digest), BitConverter.ToInt64(digest[8..])));
    }
}

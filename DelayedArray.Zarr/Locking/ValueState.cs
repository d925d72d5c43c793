using System.Security.Cryptography;

namespace DelayedArrays;

/// <summary>What tells a value of a store from the one that comes in its place.</summary>
/// <param name="Exists">Whether there is one, or a folder of this name.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Marks">Times of a file; of other values, a digest or the place.</param>
internal readonly record struct ValueState(bool Exists, long Length, (long First, long Second) Marks)
{
    /// <summary>A file or folder now.</summary>
    public static ValueState OfFile(string path)
    {
        if (FileVersion.Of(path) is { Exists: true } file)
            return new(true, file.Length, (file.Written.Ticks, file.Made.Ticks));
        return Directory.Exists(path) ? new(true, -1, (Directory.GetLastWriteTimeUtc(path).Ticks, 0)) : default;
    }

    /// <summary>A value by what it holds.</summary>
    public static ValueState OfBytes(ReadOnlySpan<byte> value)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(value, digest);
        return new(true, value.Length, (BitConverter.ToInt64(digest), BitConverter.ToInt64(digest[8..])));
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace DelayedArrays.Zarr;

// The JSON forms of elements, such as fill values. Sources: the Zarr 2 and Zarr 3 specifications. Each version accepts the forms of both.
internal readonly partial record struct JsonPart
{
    /// <summary>The value as a number or boolean of a type; zero if it is absent.</summary>
    public T Number<T>(ZarrDataType type) where T : unmanaged
    {
        if (IsNull)
            return default;
        if (type.Element == ElementType.Boolean)
            return Reinterpret<byte, T>(Boolean() ? (byte)1 : (byte)0);
        return type.Element!.Value.DispatchNumeric(new NumberParser<T>(this));
    }

    /// <summary>The value of one field of a record, which is written as base64 or as an object of fields.</summary>
    public T Field<T>(ZarrDataType record, ZarrField field) where T : unmanaged
    {
        if (IsObject)
            return Has(field.Name, out var member) ? member.Number<T>(field.Type) : default;
        if (Record(record.Size) is not { } stored)
            return default;
        T value = default;
        var bytes = MemoryMarshal.AsBytes(new Span<T>(ref value));
        stored.AsSpan(field.Offset, bytes.Length).CopyTo(bytes);
        StoredNumbers.ToNative(new Span<T>(ref value), field.Type.IsBigEndian == BitConverter.IsLittleEndian);
        return value;
    }

    /// <summary>The bytes of a record; null if all are zeros.</summary>
    public byte[]? Record(int size)
    {
        if (IsNull || (Value.ValueKind == JsonValueKind.Number && Number() == 0))
            return null;
        if (Text().Length == 0)
            return null;
        return Value.TryGetBytesFromBase64(out var stored) && stored.Length == size ? stored : throw Problem($"base64 of {size} bytes");
    }

    /// <summary>Gives the JSON form of a number, which is the same in both versions.</summary>
    public static JsonElement OfNumber<T>(T value) where T : unmanaged => value switch
    {
        double number => Float(number),
        float number => Float(number),
        Half number => Float((double)number),
        _ => JsonSerializer.SerializeToElement(value),
    };

    private static JsonElement Float(double value) => double.IsFinite(value)
        ? JsonSerializer.SerializeToElement(value)
        : JsonSerializer.SerializeToElement(value.ToString(CultureInfo.InvariantCulture));

    private bool Boolean() => Value.ValueKind == JsonValueKind.Number ? Number() != 0 : Flag();

    private static TTo Reinterpret<TFrom, TTo>(TFrom value) where TFrom : unmanaged where TTo : unmanaged =>
        MemoryMarshal.Cast<TFrom, TTo>(new ReadOnlySpan<TFrom>(in value))[0];

    private sealed class NumberParser<TResult>(JsonPart fill) : INumericVisitor<TResult> where TResult : unmanaged
    {
        public TResult Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => Reinterpret<T, TResult>(Parse<T>());

        private T Parse<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var isFloat = ElementTypes.Of<T>().IsFloat();
            return fill.Value.ValueKind switch
            {
                JsonValueKind.Number when isFloat => T.CreateSaturating(fill.Number()),
                JsonValueKind.Number => Integer<T>(),
                JsonValueKind.True or JsonValueKind.False when !isFloat => fill.Flag() ? T.One : T.Zero,
                JsonValueKind.String => Text<T>(fill.Text(), isFloat),
                _ => throw fill.Problem(Expected<T>()),
            };
        }

        private T Integer<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            // Python programs also write 0.0 for an integer.
            var value = fill.Value.TryGetInt64(out var small) ? small
                : fill.Value.TryGetUInt64(out var large) ? large
                : fill.Number() is var number && Math.Abs(number) < 1e18 && Math.Truncate(number) == number ? (Int128)number
                : throw fill.Problem(Expected<T>());
            return value >= Int128.CreateChecked(T.MinValue) && value <= Int128.CreateChecked(T.MaxValue)
                ? T.CreateChecked(value)
                : throw fill.Problem(Expected<T>());
        }

        private unsafe T Text<T>(string text, bool isFloat) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            // .NET's NaN has the sign bit set; Zarr's does not.
            if (isFloat && text is "NaN")
                return T.CreateSaturating(BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0000));
            if (isFloat && text is "Infinity" or "-Infinity")
                return T.CreateSaturating(double.Parse(text, CultureInfo.InvariantCulture));
            if (!isFloat && text is "NaT")
                return T.MinValue;
            if (text.StartsWith("0x", StringComparison.Ordinal) && text.Length == 2 + (2 * sizeof(T))
                && ulong.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits))
            {
                Span<byte> stored = stackalloc byte[sizeof(ulong)];
                BinaryPrimitives.WriteUInt64LittleEndian(stored, bits);
                var value = MemoryMarshal.Cast<byte, T>(stored[..sizeof(T)]);
                StoredNumbers.ToNative(value, !BitConverter.IsLittleEndian);
                return value[0];
            }
            if (fill.Value.TryGetBytesFromBase64(out var bytes) && bytes.Length == sizeof(T))
                return MemoryMarshal.Read<T>(bytes);
            throw fill.Problem(Expected<T>());
        }

        private static string Expected<T>() where T : unmanaged
        {
            var type = ElementTypes.Of<T>();
            return type.IsFloat()
                ? $"a {type.Name()}: a number, \"NaN\", \"Infinity\", \"-Infinity\" or its bits as hexadecimal digits"
                : $"an integer that fits {type.Name()}";
        }
    }
}

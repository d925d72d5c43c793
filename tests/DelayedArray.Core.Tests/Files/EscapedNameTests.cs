using System.Text;

namespace DelayedArrays.Tests;

/// <summary>Names that are bytes have a text of their own, of one line, that leads back to them.</summary>
public class EscapedNameTests
{
    [Theory]
    [InlineData("counts", "counts")]
    [InlineData("Größe µ 🎲", "Größe µ 🎲")]
    [InlineData(@"\alpha \xi12 a\b \x4", @"\alpha \xi12 a\b \x4")]
    [InlineData(@"C:\xfer", @"C:\x5Cxfer")]
    [InlineData(@"\\x41", @"\\x5Cx41")]
    [InlineData("a\nb\u007F\u0085\u2028", @"a\x0Ab\x7F\xC2\x85\xE2\x80\xA8")]
    public void Text_is_shown_as_it_is_where_that_is_one_line(string name, string shown)
    {
        Assert.Equal(shown, EscapedName.FromText(name));
        Assert.Equal(name, EscapedName.ToText(shown));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_written_in_hexadecimal()
    {
        byte[] latin = [(byte)'c', (byte)'a', (byte)'f', 0xE9];
        Assert.Equal(@"caf\xE9", EscapedName.FromBytes(latin));
        Assert.Equal(latin, EscapedName.ToBytes(@"caf\xe9"));
        // A character cut short, and a surrogate, which UTF-8 does not have.
        Assert.Equal(@"\xE2\x82a\xED\xA0\x80", EscapedName.FromBytes([0xE2, 0x82, (byte)'a', 0xED, 0xA0, 0x80]));
    }

    [Fact]
    public void Every_name_leads_back()
    {
        var random = new Random(1);
        byte[] common = [.. "\\x5Ce9E\n/:"u8, 0xE9, 0xC3, 0xA9, 0xFF, 0x80];
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < 100_000; i++)
        {
            var name = new byte[random.Next(12)];
            for (var k = 0; k < name.Length; k++)
                name[k] = random.Next(8) == 0 ? (byte)random.Next(256) : common[random.Next(common.Length)];
            var text = EscapedName.FromBytes(name);
            Assert.Equal(name, EscapedName.ToBytes(text));
            Assert.Equal(text, text.ReplaceLineEndings(""));
            Assert.Equal(text, new UTF8Encoding(false, true).GetString(Encoding.UTF8.GetBytes(text)));
            var hex = Convert.ToHexString(name);
            Assert.Equal(hex, texts.TryAdd(text, hex) ? hex : texts[text]);
        }
    }
}

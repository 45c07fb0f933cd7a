using System.Security.Cryptography;
using System.Text;

namespace OzFunctions.Storage.Folders;

/// <summary>Builds the partition key of a metadata value. The value may hold characters that Azure Tables forbids in keys, and may be longer than a key.</summary>
internal static class AliasKey
{
    private const int MaxLength = 500;
    private const int PrefixOfLong = 400;

    /// <summary>Builds the key. Different pairs have different keys.</summary>
    public static string Of(string key, string value)
    {
        var encoded = $"{Encode(key)}|{Encode(value)}";
        return encoded.Length <= MaxLength
            ? encoded
            : $"{encoded[..PrefixOfLong]}|{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(encoded)))}";
    }

    // Every character that is not plain becomes an underscore and its code, including the underscore and the separator.
    private static string Encode(string text) =>
        string.Concat(text.Select(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' ? character.ToString() : $"_{(int)character:x4}"));
}

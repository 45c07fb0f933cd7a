using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OzFunctions.Storage.Folders;

/// <summary>The partition key of a metadata value, which may hold characters that keys must not, and be longer than a key.</summary>
internal static class AliasKey
{
    private const int MaxLength = 500;
    private const int KeptOfLong = 400;

    /// <summary>Makes a key: different pairs have different keys.</summary>
    /// <param name="key">The metadata key.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The partition key.</returns>
    public static string Of(string key, string value)
    {
        var encoded = $"{Encode(key)}|{Encode(value)}";
        return encoded.Length <= MaxLength
            ? encoded
            : $"{encoded[..KeptOfLong]}|{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(encoded)))}";
    }

    // All that is not plain becomes an underscore and its code, the underscore and the separator among it.
    private static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '-' or '.')
            {
                encoded.Append(character);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"_{(int)character:x4}");
            }
        }

        return encoded.ToString();
    }
}

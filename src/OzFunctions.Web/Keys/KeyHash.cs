using System.Security.Cryptography;
using System.Text;

namespace OzFunctions.Web.Keys;

/// <summary>Hashes keys. All hashes have the same length, so comparing them reveals nothing about the length of a key.</summary>
internal static class KeyHash
{
    /// <summary>Hashes a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Of(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

using System.Buffers.Text;
using System.Text;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>Keys as they stand in headers and parameters that name where a page begins, which take no other letters than ASCII.</summary>
internal static class Continuation
{
    private const char Version = '1';

    /// <summary>Writes a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The text.</returns>
    public static string Write(string key) => Version + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <summary>Reads a key.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The key.</returns>
    /// <exception cref="TableException">It is none that was written here.</exception>
    public static string Read(string text) => text is [Version, .. var key] && Base64Url.IsValid(key)
        ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(key))
        : throw TableException.Wrong("The continuation is not one that an earlier page gave out.");
}

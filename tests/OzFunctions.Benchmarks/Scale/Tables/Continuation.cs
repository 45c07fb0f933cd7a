using System.Buffers.Text;
using System.Text;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>Encodes keys for continuation headers and parameters, which allow only ASCII characters.</summary>
internal static class Continuation
{
    private const char Version = '1';

    /// <summary>Encodes a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The text.</returns>
    public static string Write(string key) => Version + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <summary>Decodes a key.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The key.</returns>
    /// <exception cref="TableException">The text was not encoded here.</exception>
    public static string Read(string text) => text is [Version, .. var key] && Base64Url.IsValid(key)
        ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(key))
        : throw TableException.Wrong("The continuation is not one that an earlier page gave out.");
}

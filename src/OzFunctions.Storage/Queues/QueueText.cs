using System.Text;

namespace OzFunctions.Storage.Queues;

/// <summary>
/// Encodes messages as the Functions host does: Base64 of UTF-8. The SDK can do this too, but then one malformed message, for example one that a
/// person put there, fails the whole batch.
/// </summary>
internal static class QueueText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Encodes a text as the queue holds it.</summary>
    public static string Encode(string text) => Convert.ToBase64String(Strict.GetBytes(text));

    /// <summary>Decodes a text.</summary>
    /// <param name="raw">The text as the queue holds it.</param>
    /// <returns>The text; null when it is not Base64 of UTF-8.</returns>
    public static string? Decode(string raw)
    {
        try
        {
            return Strict.GetString(Convert.FromBase64String(raw));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}

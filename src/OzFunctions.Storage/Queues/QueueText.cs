using System.Text;

namespace OzFunctions.Storage.Queues;

/// <summary>
/// How texts stand in the queues: Base64 of UTF-8, as the Functions host reads and writes them. The SDK could do it, but fails the whole batch
/// for one message that somebody put there by hand.
/// </summary>
internal static class QueueText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text as the queue holds it.</returns>
    public static string Encode(string text) => Convert.ToBase64String(Strict.GetBytes(text));

    /// <summary>Reads a text.</summary>
    /// <param name="raw">The text as the queue holds it.</param>
    /// <returns>The text, or null when it was not encoded so.</returns>
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

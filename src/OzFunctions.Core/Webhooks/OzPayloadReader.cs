using System.Text.Json;
using System.Text.Unicode;

namespace OzFunctions.Core.Webhooks;

/// <summary>
/// Reads the body of a webhook: a folder, <c>{ "folder": {...} }</c>, an array of analyses, or one analysis. Each analysis may name its
/// folder as <c>folder_id</c> or embed it as <c>folder</c>.
/// </summary>
/// <remarks>
/// Oz publishes no schema of the body, so every shape that its documentation makes likely is accepted, with fields in
/// any order. Nulls and empty strings count as absent. The bytes are read in one pass; what is not stored is skipped, never copied.
/// </remarks>
public static class OzPayloadReader
{
    /// <summary>The maximum depth of a body.</summary>
    public const int MaxDepth = 64;

    /// <summary>The maximum number of analyses in a body.</summary>
    public const int MaxAnalyses = 5_000;

    /// <summary>How far ahead of our clock a time may be. A later one would win over every subsequent copy.</summary>
    public static readonly TimeSpan MaxClockLead = TimeSpan.FromDays(1);

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a body.</summary>
    /// <param name="body">The received bytes.</param>
    /// <param name="metadataKeys">The metadata keys to keep.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The payload.</returns>
    /// <exception cref="PayloadException">The body is not JSON, or not an Oz payload; the exception names the field.</exception>
    public static OzPayload Read(ReadOnlySpan<byte> body, IReadOnlyList<string> metadataKeys, DateTimeOffset now)
    {
        body = WithoutByteOrderMark(body);
        if (!Utf8.IsValid(body))
        {
            throw new PayloadException(PayloadError.NotJson, null, "The body is not valid UTF-8.");
        }

        try
        {
            return new OzPayloadParser(body, metadataKeys, now + MaxClockLead).Parse();
        }
        catch (JsonException e)
        {
            // The framework's own message quotes the body.
            throw new PayloadException(
                PayloadError.NotJson, null, $"The body is not JSON, or nested deeper than {MaxDepth}: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.", e);
        }
        catch (InvalidOperationException e)
        {
            // The framework throws this for half of an escaped surrogate pair: valid JSON syntax, but not valid text.
            throw new PayloadException(PayloadError.NotJson, null, "The body contains half of an escaped surrogate pair.", e);
        }
    }

    /// <summary>Removes the byte order mark that some senders put before JSON.</summary>
    /// <param name="body">The received bytes.</param>
    /// <returns>The JSON.</returns>
    internal static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> body) =>
        body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
}

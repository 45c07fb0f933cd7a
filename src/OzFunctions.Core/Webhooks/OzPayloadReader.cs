using System.Text.Json;
using System.Text.Unicode;

namespace OzFunctions.Core.Webhooks;

/// <summary>
/// Reads the body of a webhook: a folder, <c>{ "folder": {...} }</c>, an array of analyses, or one analysis, each of which may name its folder by
/// <c>folder_id</c> or embed it as <c>folder</c>.
/// </summary>
/// <remarks>
/// Oz publishes no schema of the body (OZ-API section 0), so all shapes are read that its documents make likely, whatever the order of their
/// fields. Nulls and empty strings count as absent. One pass over the bytes; what is not kept is skipped, never copied.
/// </remarks>
public static class OzPayloadReader
{
    /// <summary>How deep a body may be nested.</summary>
    public const int MaxDepth = 64;

    /// <summary>How many analyses one body may name.</summary>
    public const int MaxAnalyses = 5_000;

    /// <summary>How far ahead of our clock a time may lie. One that lies further would win over every later copy.</summary>
    public static readonly TimeSpan MaxClockLead = TimeSpan.FromDays(1);

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a body.</summary>
    /// <param name="body">The bytes as they came.</param>
    /// <param name="metadataKeys">The metadata keys to keep.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>What the body tells.</returns>
    /// <exception cref="PayloadException">The body is not JSON, or no Oz payload; it says which field.</exception>
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
            // The framework throws this for an escaped surrogate without its other half: JSON by its grammar, text by no standard.
            throw new PayloadException(PayloadError.NotJson, null, "The body holds half of an escaped surrogate pair.", e);
        }
    }
    /// <summary>Leaves out the mark that some senders put before JSON.</summary>
    /// <param name="body">The bytes as they came.</param>
    /// <returns>The bytes of the JSON.</returns>
    internal static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> body) =>
        body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
}

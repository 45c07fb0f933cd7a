using System.Runtime.InteropServices;
using System.Text.Json;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Web.Oz;

/// <summary>
/// Parses a page of folders (Oz API documentation, Object Folder): <c>items</c> in an envelope, or a bare array. Each folder is parsed separately, as a webhook is, so that a
/// malformed one does not affect the others. A total count is ignored.
/// </summary>
internal static class OzListReader
{
    // Far deeper than a folder is. Parsing takes time that grows with the square of the depth: 0.1 s at this one.
    private const int MaxDepth = 10_000;

    /// <summary>The name of a time in Oz's API.</summary>
    public static string FieldOf(OzTimeField field) => field is OzTimeField.Created ? "time_created" : "time_updated";

    /// <summary>Parses a page.</summary>
    /// <param name="body">The response.</param>
    /// <param name="listing">The request.</param>
    /// <param name="metadataKeys">The metadata keys to keep.</param>
    /// <param name="askedAt">When the request was sent, by our clock, UTC.</param>
    /// <returns>The page.</returns>
    /// <exception cref="OzUnavailableException">The response is not a list.</exception>
    public static OzPage Read(ReadOnlyMemory<byte> body, OzListing listing, IReadOnlyList<string> metadataKeys, DateTimeOffset askedAt)
    {
        try
        {
            // A folder that is nested too deep fails on its own, not with its page.
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var items = document.RootElement switch
            {
                { ValueKind: JsonValueKind.Array } array => array,
                { ValueKind: JsonValueKind.Object } envelope when ItemsOf(envelope) is { } array => array,
                _ => throw Unreadable("not a list"),
            };

            var page = items.EnumerateArray().Select(item => ReadItem(item, listing.By, metadataKeys, askedAt)).ToList();

            // Oz may return fewer folders than we ask for, whatever limit it echoes. Only an empty page is certain to be the last.
            return new OzPage(page, IsLast: page.Count == 0);
        }
        catch (JsonException)
        {
            // The exception's message would quote the response.
            throw Unreadable("not JSON");
        }
    }

    // One folder is enough: a number that is not a number, or an error after half of the list was sent.
    private static OzUnavailableException Unreadable(string what) => new($"Oz's response to a request for a list is {what}.") { MayBeOfOneFolder = true };

    // If the name occurs twice, it is unknown which list is meant, and an empty one would be taken for the end.
    private static JsonElement? ItemsOf(JsonElement envelope) => ValuesOf(envelope, "items") is [{ ValueKind: JsonValueKind.Array } items] ? items : null;

    private static List<JsonElement> ValuesOf(JsonElement item, string name)
    {
        try
        {
            return [.. item.EnumerateObject().Where(member => member.NameEquals(name)).Select(static member => member.Value)];
        }
        catch (InvalidOperationException)
        {
            // Another name has an escape sequence that is no character.
            return [];
        }
    }

    private static OzListed ReadItem(JsonElement item, OzTimeField by, IReadOnlyList<string> metadataKeys, DateTimeOffset askedAt)
    {
        var body = JsonMarshal.GetRawUtf8Value(item);
        try
        {
            var payload = OzPayloadReader.Read(body, metadataKeys, askedAt).AskedAt(askedAt);
            var times = payload.Records;
            return new OzListed(payload.FolderId, by is OzTimeField.Created ? times.TimeCreated?.Value : times.TimeUpdated?.Value, payload, null);
        }
        catch (PayloadException e)
        {
            return new OzListed(OzHintReader.TryRead(body, askedAt, out var hint) ? hint.FolderId : null, TimeOf(item, by), null, e.Message);
        }
    }

    private static DateTimeOffset? TimeOf(JsonElement item, OzTimeField by)
    {
        if (item.ValueKind is not JsonValueKind.Object || ValuesOf(item, FieldOf(by)) is not [var time])
        {
            return null;
        }

        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(time));
        return reader.Read() && OzTime.TryRead(ref reader, out var at) ? at : null;
    }
}

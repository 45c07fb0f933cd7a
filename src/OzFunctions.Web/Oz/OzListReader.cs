using System.Runtime.InteropServices;
using System.Text.Json;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Web.Oz;

/// <summary>
/// Reads a page of folders (OZ-API section 2): <c>items</c> in an envelope, or a bare array. Each folder is read apart, as a webhook is, so that
/// one which is none spoils no other. A total is never looked at.
/// </summary>
internal static class OzListReader
{
    /// <summary>Oz's name of a time.</summary>
    /// <param name="field">The time.</param>
    /// <returns>The name.</returns>
    public static string FieldOf(OzTimeField field) => field is OzTimeField.Created ? "time_created" : "time_updated";

    /// <summary>Reads a page.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="listing">What was asked for.</param>
    /// <param name="metadataKeys">The metadata keys to keep.</param>
    /// <param name="askedAt">When Oz was asked, by our clock, UTC.</param>
    /// <returns>The page.</returns>
    /// <exception cref="OzUnavailableException">The answer is no list.</exception>
    public static OzPage Read(ReadOnlyMemory<byte> body, OzListing listing, IReadOnlyList<string> metadataKeys, DateTimeOffset askedAt)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = OzPayloadReader.MaxDepth + 2 });
            var items = document.RootElement switch
            {
                { ValueKind: JsonValueKind.Array } array => array,
                { ValueKind: JsonValueKind.Object } envelope when envelope.TryGetProperty("items", out var array) && array.ValueKind is JsonValueKind.Array => array,
                _ => throw new OzUnavailableException("Oz answered a request for a list with something else."),
            };

            var page = items.EnumerateArray().Select(item => ReadItem(item, listing.By, metadataKeys, askedAt)).ToList();

            // Oz may put fewer on a page than we ask for, whatever limit it echoes, so that only an empty page is surely the last.
            return new OzPage(page, IsLast: page.Count == 0);
        }
        catch (JsonException)
        {
            // Its message would quote the answer.
            throw new OzUnavailableException("Oz answered a request for a list with something that is not JSON.");
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
        if (item.ValueKind is not JsonValueKind.Object || !item.TryGetProperty(FieldOf(by), out var time))
        {
            return null;
        }

        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(time));
        return reader.Read() && OzTime.TryRead(ref reader, out var at) ? at : null;
    }
}

using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
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
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The page.</returns>
    /// <exception cref="OzUnavailableException">The answer is no list.</exception>
    public static OzPage Read(ReadOnlyMemory<byte> body, OzListing listing, IReadOnlyList<string> metadataKeys, DateTimeOffset now)
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

            var page = items.EnumerateArray().Select(item => ReadItem(item, listing.By, metadataKeys, now)).ToList();

            // Oz may put fewer on a page than we ask for, whatever limit it echoes, so that only an empty page is surely the last.
            return new OzPage(page, IsLast: page.Count == 0);
        }
        catch (JsonException)
        {
            // Its message would quote the answer.
            throw new OzUnavailableException("Oz answered a request for a list with something that is not JSON.");
        }
    }

    private static OzListed ReadItem(JsonElement item, OzTimeField by, IReadOnlyList<string> metadataKeys, DateTimeOffset now)
    {
        try
        {
            var payload = OzPayloadReader.Read(JsonMarshal.GetRawUtf8Value(item), metadataKeys, now);
            var times = payload.Records;
            return new OzListed(payload.FolderId, by is OzTimeField.Created ? times.TimeCreated?.Value : times.TimeUpdated?.Value, payload, null);
        }
        catch (PayloadException e)
        {
            return new OzListed(IdOf(item), TimeOf(item, by), null, e.Message);
        }
    }

    private static string? IdOf(JsonElement item) =>
        TryGet(item, "folder_id", JsonValueKind.String, out var id) && OzId.TryNormalise(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(id)).Trim('"'), out var folderId)
            ? folderId
            : null;

    private static DateTimeOffset? TimeOf(JsonElement item, OzTimeField by)
    {
        if (!TryGet(item, FieldOf(by), kind: null, out var time))
        {
            return null;
        }

        var text = JsonMarshal.GetRawUtf8Value(time);
        var reader = new Utf8JsonReader(text);
        return Utf8.IsValid(text) && reader.Read() && OzTime.TryRead(ref reader, out var at) ? at : null;
    }

    private static bool TryGet(JsonElement item, string name, JsonValueKind? kind, out JsonElement value)
    {
        value = default;
        return item.ValueKind is JsonValueKind.Object && item.TryGetProperty(name, out value) && (kind is null || value.ValueKind == kind);
    }
}

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
    // A folder that is nested too deep fails on its own, not with its page. Skipping takes no longer however deep a value is.
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>The name of a time in Oz's API.</summary>
    public static string FieldOf(OzTimeField field) => field is OzTimeField.Created ? "time_created" : "time_updated";

    /// <summary>Parses a page.</summary>
    /// <param name="body">The response.</param>
    /// <param name="listing">The request.</param>
    /// <param name="metadataKeys">The metadata keys to keep.</param>
    /// <param name="askedAt">When the request was sent, by our clock, UTC.</param>
    /// <returns>The page, with at most as many folders as were requested.</returns>
    /// <exception cref="OzUnavailableException">The response is not a list.</exception>
    public static OzPage Read(ReadOnlySpan<byte> body, OzListing listing, IReadOnlyList<string> metadataKeys, DateTimeOffset askedAt)
    {
        try
        {
            var list = ListOf(body);
            var page = new List<OzListed>();
            foreach (var item in FirstOf(list, listing.Limit))
            {
                page.Add(ReadItem(list[item], listing.By, metadataKeys, askedAt));
            }

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

    private static ReadOnlySpan<byte> ListOf(ReadOnlySpan<byte> body)
    {
        var list = FirstTokenOf(body) is JsonTokenType.StartArray ? body : MemberOf(body, "items");
        return !list.IsEmpty && FirstTokenOf(list) is JsonTokenType.StartArray ? list : throw Unreadable("not a list");
    }

    // If Oz ignores the limit, the next page begins behind the last folder that was taken. The rest of the array is read too, because it may not be JSON.
    private static List<Range> FirstOf(ReadOnlySpan<byte> list, int limit)
    {
        var items = new List<Range>();
        var reader = new Utf8JsonReader(list, AnyDepth);
        reader.Read();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            var item = SkipValue(ref reader);
            if (items.Count < limit)
            {
                items.Add(item);
            }
        }

        // Throws if anything follows.
        reader.Read();
        return items;
    }

    // Empty unless the member occurs once. If it occurs twice, it is unknown which one is meant, and an empty list would be taken for the end.
    private static ReadOnlySpan<byte> MemberOf(ReadOnlySpan<byte> json, string name)
    {
        var reader = new Utf8JsonReader(json, AnyDepth);
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            return [];
        }

        var (found, count) = (new Range(), 0);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            bool isNamed;
            try
            {
                isNamed = reader.ValueTextEquals(name);
            }
            catch (InvalidOperationException)
            {
                // A name has an escape sequence that is no character.
                return [];
            }

            reader.Read();
            var value = SkipValue(ref reader);
            if (isNamed)
            {
                (found, count) = (value, count + 1);
            }
        }

        // Throws if anything follows.
        reader.Read();
        return count == 1 ? json[found] : [];
    }

    private static Range SkipValue(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }

    private static JsonTokenType FirstTokenOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, AnyDepth);
        reader.Read();
        return reader.TokenType;
    }

    private static OzListed ReadItem(ReadOnlySpan<byte> item, OzTimeField by, IReadOnlyList<string> metadataKeys, DateTimeOffset askedAt)
    {
        try
        {
            var payload = OzPayloadReader.Read(item, metadataKeys, askedAt).AskedAt(askedAt);
            var times = payload.Records;
            return new OzListed(payload.FolderId, by is OzTimeField.Created ? times.TimeCreated?.Value : times.TimeUpdated?.Value, payload, null);
        }
        catch (PayloadException e)
        {
            return new OzListed(OzHintReader.TryRead(item, askedAt, out var hint) ? hint.FolderId : null, TimeOf(item, by), null, e.Message);
        }
    }

    private static DateTimeOffset? TimeOf(ReadOnlySpan<byte> item, OzTimeField by)
    {
        var time = MemberOf(item, FieldOf(by));
        if (time.IsEmpty)
        {
            return null;
        }

        var reader = new Utf8JsonReader(time, AnyDepth);
        return reader.Read() && OzTime.TryRead(ref reader, out var at) ? at : null;
    }
}

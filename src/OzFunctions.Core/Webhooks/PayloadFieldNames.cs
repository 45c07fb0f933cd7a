using System.Buffers;
using System.Text.Json;

namespace OzFunctions.Core.Webhooks;

/// <summary>Lists the field names of a rejected body, so that an engineer can see what was sent instead of an Oz payload.</summary>
public static class PayloadFieldNames
{
    private const int MaxNames = 40;
    private const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_:.-");

    /// <summary>Returns the field names of the outermost object, or of the first array item.</summary>
    /// <param name="body">The received bytes; they need not be JSON.</param>
    /// <returns>At most 40 names. '?' replaces one that does not look like a name and so may be a value. Ends where the JSON is malformed.</returns>
    public static IReadOnlyList<string> Of(ReadOnlySpan<byte> body)
    {
        var names = new List<string>();
        try
        {
            var reader = new Utf8JsonReader(OzPayloadReader.WithoutByteOrderMark(body), new JsonReaderOptions { MaxDepth = OzPayloadReader.MaxDepth });
            while (reader.Read() && reader.TokenType is JsonTokenType.StartArray)
            {
            }

            while (names.Count < MaxNames && reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                names.Add(Masked(reader.GetString()!));
                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The body is rejected anyway; the names before the malformed part are all there is.
        }

        return names;
    }

    // Digits are not allowed: an identifier used as a field name would be a value.
    private static string Masked(string name) =>
        name.Length is > 0 and <= MaxLength && !name.AsSpan().ContainsAnyExcept(Allowed) ? name : "?";
}

using System.Buffers;
using System.Text.Json;

namespace OzFunctions.Core.Webhooks;

/// <summary>Lists what fields a refused body has, so that an engineer can see what came in place of an Oz payload.</summary>
public static class PayloadFieldNames
{
    private const int MaxNames = 40;
    private const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_:.-");

    /// <summary>The names of the outermost object's fields, or of the first array item's.</summary>
    /// <param name="body">The bytes as they came; they need not be JSON.</param>
    /// <returns>At most 40 names; '?' stands for one that does not look like a name, and so may be a value. None where the JSON breaks off.</returns>
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
                names.Add(Shown(reader.GetString()!));
                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The body is refused anyway; the names up to where it breaks are all there is to tell.
        }

        return names;
    }

    // Digits are left out of the alphabet: an identifier used as a field name would be a value in disguise.
    private static string Shown(string name) =>
        name.Length is > 0 and <= MaxLength && !name.AsSpan().ContainsAnyExcept(Allowed) ? name : "?";
}

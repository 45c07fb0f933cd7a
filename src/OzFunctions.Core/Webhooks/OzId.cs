using System.Buffers;

namespace OzFunctions.Core.Webhooks;

/// <summary>Oz's ids of folders, analyses and groups.</summary>
public static class OzId
{
    /// <summary>The maximum length of an id, in characters.</summary>
    public const int MaxLength = 128;

    /// <summary>The rule for ids, for error messages.</summary>
    public const string Rule = "An id is 1 to 128 of A-Z, a-z, 0-9, '_' and '-'.";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Validates an id and normalises it to the form in which it is compared and stored.</summary>
    /// <param name="text">The id as received.</param>
    /// <param name="id">The id; a UUID in lower case; valid only when the result is true.</param>
    /// <returns>False when the text is not an id.</returns>
    public static bool TryNormalise(string text, out string id)
    {
        id = text;
        if (text.Length is 0 or > MaxLength || text.AsSpan().ContainsAnyExcept(Allowed))
        {
            return false;
        }

        // Systems differ in the letter case of UUIDs, and it never distinguishes two ids.
        id = Guid.TryParseExact(text, "D", out _) ? text.ToLowerInvariant() : text;
        return true;
    }
}

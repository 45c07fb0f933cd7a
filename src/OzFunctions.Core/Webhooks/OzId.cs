using System.Buffers;

namespace OzFunctions.Core.Webhooks;

/// <summary>Oz's ids of folders, analyses and groups.</summary>
public static class OzId
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaxLength = 128;

    /// <summary>What an id looks like, for error messages.</summary>
    public const string Rule = "An id is 1 to 128 of A-Z, a-z, 0-9, '_' and '-'.";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Checks an id and brings it into the one form in which it is compared and stored.</summary>
    /// <param name="text">The id as it came.</param>
    /// <param name="id">The id, a UUID-shaped one in lower case; only when the result is true.</param>
    /// <returns>False when it is no id.</returns>
    public static bool TryNormalise(string text, out string id)
    {
        id = text;
        if (text.Length is 0 or > MaxLength || text.AsSpan().ContainsAnyExcept(Allowed))
        {
            return false;
        }

        // Vendors are not of one mind about the letter case of UUIDs; it never distinguishes two.
        id = Guid.TryParseExact(text, "D", out _) ? text.ToLowerInvariant() : text;
        return true;
    }
}

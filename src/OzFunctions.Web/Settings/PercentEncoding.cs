using System.Text.RegularExpressions;

namespace OzFunctions.Web.Settings;

/// <summary>Validates percent-encoded values (RFC 3986 section 2.1). The framework leaves an invalid escape unchanged, which would change the meaning of the value.</summary>
internal static partial class PercentEncoding
{
    /// <summary>Whether every <c>%</c> begins an escape.</summary>
    /// <param name="text">The encoded text.</param>
    /// <returns>False when a <c>%</c> is not followed by two hexadecimal digits.</returns>
    public static bool IsValid(string text) => !BadEscape().IsMatch(text);

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})")]
    private static partial Regex BadEscape();
}

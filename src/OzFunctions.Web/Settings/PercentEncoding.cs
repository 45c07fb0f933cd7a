using System.Text.RegularExpressions;

namespace OzFunctions.Web.Settings;

/// <summary>Checks percent-encoded values of settings (RFC 3986 section 2.1). The framework leaves a wrong escape as it is, so that the value would mean something else.</summary>
internal static partial class PercentEncoding
{
    /// <summary>Whether each <c>%</c> begins an escape.</summary>
    /// <param name="text">The encoded text.</param>
    /// <returns>False when two hexadecimal digits are missing behind one.</returns>
    public static bool IsValid(string text) => !BadEscape().IsMatch(text);

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})")]
    private static partial Regex BadEscape();
}

using System.Globalization;
using System.Text;

namespace OzFunctions.Core.Folders;

/// <summary>Builds a text that gives values without a natural order a total order; equal only when all parts are equal.</summary>
internal static class CanonicalText
{
    /// <summary>Joins parts.</summary>
    /// <param name="parts">The parts; any of them may hold any character.</param>
    /// <returns>The text. Each part is preceded by its length, so no part can imitate a separator.</returns>
    public static string Of(IEnumerable<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{part?.Length}:{part},");
        }

        return text.ToString();
    }
}

using System.Globalization;
using System.Text;

namespace OzFunctions.Core.Folders;

/// <summary>Texts by which two values are ordered that nothing else orders: equal only when all parts are.</summary>
internal static class CanonicalText
{
    /// <summary>Joins parts.</summary>
    /// <param name="parts">The parts; any of them may hold any character.</param>
    /// <returns>The text. Each part is preceded by its length, so that no part can imitate a border between parts.</returns>
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

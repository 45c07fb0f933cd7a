using Microsoft.Extensions.Configuration;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Notifications;
using OzFunctions.Web.Oz;
using OzFunctions.Web.Reconciliation;
using OzFunctions.Web.Removal;
using OzFunctions.Web.Webhooks;

namespace OzFunctions.Web.Settings;

/// <summary>Finds settings that have no effect because their name is misspelt. The binder ignores names that it does not know.</summary>
internal static class UnknownSettings
{
    // Sections of other components are not checked.
    private static readonly string[] Sections =
    [
        WebhookOptions.Section, OzOptions.Section, ReconciliationOptions.Section, RetentionOptions.Section, FolderOptions.Section, KeyOptions.Section,
        NotificationOptions.Section, "Azurite",
    ];

    private static readonly IReadOnlyList<Setting> Ours = [.. KnownSettings.All.Where(static setting => Sections.Contains(setting.Parts[0]))];

    /// <summary>Finds misspelt settings in our sections, and in sections whose names are similar to ours.</summary>
    /// <param name="configuration">The settings.</param>
    /// <returns>The name of each, with the most similar known name.</returns>
    public static IEnumerable<(string Name, string Nearest)> In(IConfiguration configuration) =>
        from section in configuration.GetChildren()
        where Sections.Any(ours => IsNear(ours, section.Key))
        from setting in section.AsEnumerable()
        where setting.Value is not null && setting.Key.Contains(':', StringComparison.Ordinal)
        let parts = setting.Key.Split(':')
        where !Ours.Any(known => Fits(known, parts))
        select (setting.Key, Ours.Select(known => Filled(known, parts)).MinBy(known => Distance(known, setting.Key))!);

    private static bool IsNear(string ours, string section)
    {
        var most = Math.Max(1, ours.Length / 3);

        // The configuration root has every environment variable. Skip names whose length differs too much to be similar.
        return Math.Abs(ours.Length - section.Length) <= most && Distance(ours, section) <= most;
    }

    private static bool Fits(Setting known, string[] parts) => known.Parts.Count == parts.Length && known.Parts.Zip(parts).All(static pair => Fits(pair.First, pair.Second));

    private static bool Fits(string known, string part) => known[0] != '{'
        ? known.Equals(part, StringComparison.OrdinalIgnoreCase)
        : known == "{name}" || part.All(char.IsAsciiDigit);

    private static string Filled(Setting known, string[] parts) => string.Join(':', known.Parts.Select((part, place) =>
        part[0] != '{' ? part : place < parts.Length && Fits(part, parts[place]) ? parts[place] : part == "{name}" ? "who" : "0"));

    // The Levenshtein distance: the number of characters to insert, remove or replace.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        foreach (var (i, letter) in left.Index())
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < right.Length; j++)
            {
                var changed = diagonal + (char.ToUpperInvariant(letter) == char.ToUpperInvariant(right[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(changed, Math.Min(diagonal, row[j]) + 1);
            }
        }

        return row[^1];
    }
}

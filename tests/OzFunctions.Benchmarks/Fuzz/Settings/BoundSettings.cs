using System.Collections;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace OzFunctions.Benchmarks.Fuzz.Settings;

/// <summary>Compares options with the text of the settings to which they were bound.</summary>
internal static class BoundSettings
{
    /// <summary>Finds a setting whose text means something else than the value it was bound to.</summary>
    /// <param name="setting">The setting or section.</param>
    /// <param name="value">What it was bound to.</param>
    /// <returns>The name of the setting; null when there is none.</returns>
    public static string? FindOther(IConfigurationSection setting, object? value) => value switch
    {
        // Not set, or set to nothing, which some environments can only do instead of removing it.
        _ when string.IsNullOrEmpty(setting.Value) && IsPlain(value) => null,
        _ when IsPlain(value) => Means(setting.Value!, value) ? null : setting.Path,
        _ when !string.IsNullOrEmpty(setting.Value) => setting.Path,
        IDictionary<string, string> words => setting.GetChildren().FirstOrDefault(item => words.TryGetValue(item.Key, out var word) ? word != item.Value : item.Value is not null)?.Path,
        IList items => OfItems([.. setting.GetChildren()], items) ?? (items.Count == setting.GetChildren().Count() ? null : setting.Path),
        _ => value!.GetType().GetProperties().Select(property => FindOther(setting.GetSection(property.Name), property.GetValue(value))).FirstOrDefault(static path => path is not null),
    };

    private static string? OfItems(IConfigurationSection[] settings, IList items) =>
        settings.Zip(items.Cast<object>()).Select(static pair => FindOther(pair.First, pair.Second)).FirstOrDefault(static path => path is not null);

    private static bool IsPlain(object? value) => value is null or string or int or bool or TimeSpan or Enum or Uri;

    private static bool Means(string text, object? value) => value switch
    {
        string bound => bound == text,
        int bound => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) == bound,
        bool bound => text.Equals(bound ? "true" : "false", StringComparison.OrdinalIgnoreCase),
        TimeSpan bound => TimeSpan.ParseExact(text, "c", CultureInfo.InvariantCulture) == bound,
        Uri bound => bound.OriginalString == text,
        null => false,
        _ => text.Equals(value.ToString(), StringComparison.OrdinalIgnoreCase),
    };
}

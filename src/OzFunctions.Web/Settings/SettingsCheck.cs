using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace OzFunctions.Web.Settings;

/// <summary>Finds values that do not fit the property to which they are bound. Includes lists, dictionaries and nested options.</summary>
/// <param name="isDevelopment">Whether short secrets are accepted.</param>
internal sealed class SettingsCheck(bool isDevelopment)
{
    /// <summary>Finds the wrong values in a section.</summary>
    /// <param name="section">The section.</param>
    /// <param name="type">The options type to which the section is bound.</param>
    /// <returns>One sentence for each, which names the setting and never quotes a secret.</returns>
    public IEnumerable<string> FindProblems(IConfiguration section, Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .SelectMany(property => OfProperty(section.GetSection(property.Name), property));

    private IEnumerable<string> OfProperty(IConfigurationSection setting, PropertyInfo property)
    {
        var arguments = property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments() : [];
        return property.PropertyType switch
        {
            { IsGenericType: true } optional when optional.GetGenericTypeDefinition() == typeof(Nullable<>) => OfValue(setting, property, arguments[0]),
            { IsGenericType: true } => OfWhole(setting, arguments.Length > 1 ? "name" : "0").Concat(setting.GetChildren().SelectMany(item => OfItem(item, property, arguments[^1]))),
            var type => OfValue(setting, property, type),
        };
    }

    private IEnumerable<string> OfItem(IConfigurationSection item, PropertyInfo property, Type type) => type switch
    {
        { IsClass: true } when type != typeof(string) => OfWhole(item, type.GetProperties()[0].Name).Concat(FindProblems(item, type)),
        _ when string.IsNullOrWhiteSpace(item.Value) && !item.GetChildren().Any() => [Empty(item)],
        _ => OfValue(item, property, type),
    };

    // The binder would ignore it, and the list would be empty.
    private static IEnumerable<string> OfWhole(IConfigurationSection setting, string part) =>
        string.IsNullOrEmpty(setting.Value) ? [] : [$"{setting.Path} has a value, but consists of several settings: set them, for example {setting.Path}:{part}."];

    // Some environments can only set a variable to an empty text instead of removing it. The binder cannot read that as a number, and within a list it
    // then leaves out the whole item without an error.
    private IEnumerable<string> OfValue(IConfigurationSection setting, PropertyInfo property, Type type) =>
        setting.GetChildren().FirstOrDefault() is { } part ? [$"{part.Path} is part of a setting that has no parts: set {setting.Path} instead."]
        : setting.Value is "" && type.IsValueType && type == property.PropertyType ? [Empty(setting)]
        : setting.Value is { Length: > 0 } text && (OfSecret(text, property) ?? SettingText.ProblemOf(text, type, property)) is { } problem ? [$"{setting.Path} {problem}"] : [];

    private static string Empty(IConfigurationSection setting) => $"{setting.Path} is empty: set it or remove it.";

    private string? OfSecret(string text, PropertyInfo property) =>
        !isDevelopment && property.IsDefined(typeof(SecretAttribute)) && text.Trim() is { Length: > 0 and < SecretAttribute.MinLength }
            ? $"has fewer than {SecretAttribute.MinLength} characters: choose a longer one."
            : null;
}

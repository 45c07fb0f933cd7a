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
            { IsGenericType: true } => setting.GetChildren().SelectMany(item => OfItem(item, property, arguments[^1])),
            var type => OfValue(setting, property, type),
        };
    }

    private IEnumerable<string> OfItem(IConfigurationSection item, PropertyInfo property, Type type) => type switch
    {
        { IsClass: true } when type != typeof(string) => FindProblems(item, type),
        _ when string.IsNullOrWhiteSpace(item.Value) => [$"{item.Path} is empty: set it or remove it."],
        _ => OfValue(item, property, type),
    };

    // Some environments can only set a variable to an empty text instead of removing it.
    private IEnumerable<string> OfValue(IConfigurationSection setting, PropertyInfo property, Type type) =>
        setting.Value is { Length: > 0 } text && (OfSecret(text, property) ?? SettingText.ProblemOf(text, type, property)) is { } problem ? [$"{setting.Path} {problem}"] : [];

    private string? OfSecret(string text, PropertyInfo property) =>
        !isDevelopment && property.IsDefined(typeof(SecretAttribute)) && text.Trim() is { Length: > 0 and < SecretAttribute.MinLength }
            ? $"has fewer than {SecretAttribute.MinLength} characters: choose a longer one."
            : null;
}

using System.Text.Json;

namespace OzFunctions.Core;

/// <summary>The words for enum values in JSON, query strings and the tags of metrics.</summary>
public static class CamelCase
{
    /// <summary>The word for a value.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>Its name in camel case.</returns>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

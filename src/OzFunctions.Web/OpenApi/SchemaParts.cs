using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OzFunctions.Web.OpenApi;

/// <summary>Takes schemas out of the OpenAPI document, with all that they refer to.</summary>
internal static partial class SchemaParts
{
    /// <summary>What references to schemas begin with, in OpenAPI and AsyncAPI alike.</summary>
    public const string Prefix = "#/components/schemas/";

    /// <summary>The schema of a notification's body.</summary>
    /// <param name="openApi">The OpenAPI document.</param>
    /// <param name="type">The event type.</param>
    /// <param name="mediaType">The media type of the body.</param>
    /// <returns>A copy.</returns>
    public static JsonNode BodyOf(JsonObject openApi, string type, string mediaType) => MediaOf(openApi, type, mediaType)["schema"]!.DeepClone();

    /// <summary>The example of a notification's body.</summary>
    /// <param name="openApi">The OpenAPI document.</param>
    /// <param name="type">The event type.</param>
    /// <param name="mediaType">The media type of the body.</param>
    /// <returns>A copy.</returns>
    public static JsonNode ExampleOf(JsonObject openApi, string type, string mediaType) => MediaOf(openApi, type, mediaType)["example"]!.DeepClone();

    /// <summary>The schemas that others refer to, directly or through each other.</summary>
    /// <param name="openApi">The OpenAPI document.</param>
    /// <param name="schemas">The others.</param>
    /// <returns>Copies by their names, sorted.</returns>
    public static JsonObject ReferredTo(JsonObject openApi, params IEnumerable<JsonNode> schemas)
    {
        var found = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        var open = new Queue<JsonNode>(schemas);
        while (open.TryDequeue(out var schema))
        {
            foreach (var name in Reference().Matches(schema.ToJsonString()).Select(static match => match.Groups[1].Value).Where(name => !found.ContainsKey(name)).Distinct().ToList())
            {
                found[name] = openApi["components"]!["schemas"]![name]!.DeepClone();
                open.Enqueue(found[name]);
            }
        }

        return new JsonObject(found.Select(static schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value)));
    }

    private static JsonNode MediaOf(JsonObject openApi, string type, string mediaType) => openApi["webhooks"]![type]!["post"]!["requestBody"]!["content"]![mediaType]!;

    [GeneratedRegex(Prefix + "([^\"]+)")]
    private static partial Regex Reference();
}

using System.Net.Mime;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace OzFunctions.Web.OpenApi;

/// <summary>The schemas of the two formats of notification bodies, around the schema of their data.</summary>
internal static class NotificationEnvelopes
{
    /// <summary>The body as Standard Webhooks specifies it.</summary>
    /// <param name="type">The event type.</param>
    /// <param name="data">The schema of its data.</param>
    /// <returns>The schema.</returns>
    public static OpenApiSchema StandardWebhook(string type, IOpenApiSchema data) => AllRequired(new()
    {
        ["type"] = Word(type, "The event type."),
        ["timestamp"] = Text("When the change was stored, in UTC.", "date-time"),
        ["data"] = data,
    });

    /// <summary>The body as CloudEvents 1.0 specifies it in structured JSON.</summary>
    /// <param name="type">The event type.</param>
    /// <param name="data">The schema of its data.</param>
    /// <returns>The schema.</returns>
    public static OpenApiSchema CloudEvent(string type, IOpenApiSchema data) => AllRequired(new()
    {
        ["specversion"] = Word("1.0", "The version of CloudEvents."),
        ["id"] = Text("The id of the notification, the same in every attempt and the same as `webhook-id`: use it to drop duplicates."),
        ["source"] = Text("`/ozfunctions/folders/{folder id}` or `/ozfunctions/endpoints/{endpoint name}`.", "uri-reference"),
        ["type"] = Word(type, "The event type."),
        ["time"] = Text("When the change was stored, in UTC.", "date-time"),
        ["subject"] = Text("The folder id, or the name of the endpoint that the notification is about."),
        ["datacontenttype"] = Word(MediaTypeNames.Application.Json, "The media type of `data`."),
        ["data"] = data,
    });

    private static OpenApiSchema AllRequired(Dictionary<string, IOpenApiSchema> members) =>
        new() { Type = JsonSchemaType.Object, Required = members.Keys.ToHashSet(), Properties = members };

    private static OpenApiSchema Word(string word, string description) => new() { Type = JsonSchemaType.String, Enum = [(JsonNode)word], Description = description };

    private static OpenApiSchema Text(string description, string? format = null) => new() { Type = JsonSchemaType.String, Format = format, Description = description };
}

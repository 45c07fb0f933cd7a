using System.Text.Json.Nodes;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Web.OpenApi;

/// <summary>Makes the JSON Schema (2020-12) of a notification's body, in either format.</summary>
internal static class NotificationSchema
{
    private const string Definitions = "#/$defs/";

    /// <summary>Makes the schema.</summary>
    /// <param name="openApi">The OpenAPI document.</param>
    /// <param name="notification">The notification.</param>
    /// <returns>The schema, which refers to nothing outside itself.</returns>
    public static JsonObject Of(JsonObject openApi, DescribedNotification notification)
    {
        var webhook = SchemaParts.BodyOf(openApi, notification.Type, DescribedNotification.WebhookMediaType);
        var cloudEvent = SchemaParts.BodyOf(openApi, notification.Type, CloudEvent.MediaType);
        var definitions = SchemaParts.ReferredTo(openApi, webhook, cloudEvent);
        definitions["StandardWebhook"] = webhook;
        definitions["CloudEvent"] = cloudEvent;
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"urn:ozfunctions:schemas:{notification.Type}",
            ["title"] = notification.Type,
            ["description"] = $"{notification.Summary}. The body in the format of Standard Webhooks, or as a CloudEvent.",
            ["oneOf"] = new JsonArray(new JsonObject { ["$ref"] = $"{SchemaParts.Prefix}StandardWebhook" }, new JsonObject { ["$ref"] = $"{SchemaParts.Prefix}CloudEvent" }),
            ["$defs"] = definitions,
        };
        schema = JsonNode.Parse(schema.ToJsonString().Replace(SchemaParts.Prefix, Definitions, StringComparison.Ordinal))!.AsObject();
        schema["examples"] = new JsonArray(
            SchemaParts.ExampleOf(openApi, notification.Type, DescribedNotification.WebhookMediaType), SchemaParts.ExampleOf(openApi, notification.Type, CloudEvent.MediaType));
        return schema;
    }
}

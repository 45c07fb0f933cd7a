using System.Text.Json.Nodes;
using OzFunctions.Core;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Web.OpenApi;

/// <summary>Makes the AsyncAPI 3 document: the notifications that message services carry to endpoints of the other kinds, all of them CloudEvents.</summary>
internal static class AsyncApiDocument
{
    private static readonly Dictionary<EndpointKind, (string Title, string Description)> Channels = new()
    {
        [EndpointKind.ServiceBus] = (
            "A queue or topic of Azure Service Bus",
            "Message properties: `MessageId` is the `id` of the event, `SessionId` the folder id, or `endpoint|{name}` for events about an endpoint, `Subject` the event type, `CorrelationId` the `id` of the first delivery, `ContentType` the media type."),
        [EndpointKind.EventGrid] = ("A custom topic of Azure Event Grid", "Published as a batch of one CloudEvent (`application/cloudevents-batch+json`)."),
        [EndpointKind.EventHubs] = (
            "An event hub of Azure Event Hubs",
            "The partition key is the folder id, or `endpoint|{name}` for events about an endpoint. Message properties: `MessageId` is the `id` of the event, `CorrelationId` the `id` of the first delivery, `ContentType` the media type."),
        [EndpointKind.StorageQueue] = ("A queue of Azure Storage", "The text of the message is the event in Base64, as the queue trigger of Azure Functions expects it. Messages do not expire."),
    };

    /// <summary>Makes the document.</summary>
    /// <param name="openApi">The OpenAPI document.</param>
    /// <returns>The document.</returns>
    public static JsonObject Of(JsonObject openApi)
    {
        var payloads = DescribedNotification.All.ToDictionary(static notification => notification.Type, notification => SchemaParts.BodyOf(openApi, notification.Type, CloudEvent.MediaType));
        return new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = Info(openApi["info"]!),
            ["defaultContentType"] = CloudEvent.MediaType,
            ["channels"] = ObjectOf(Channels, static channel => CamelCase.Of(channel.Key), static channel => Channel(channel.Value.Title, channel.Value.Description)),
            ["operations"] = ObjectOf(Channels.Keys, static kind => $"notifyBy{kind}", Operation),
            ["components"] = new JsonObject
            {
                ["messages"] = ObjectOf(DescribedNotification.All, static notification => notification.Type, notification => Message(openApi, notification, payloads[notification.Type])),
                ["schemas"] = SchemaParts.ReferredTo(openApi, payloads.Values),
            },
        };
    }

    private static JsonObject Info(JsonNode openApi) => new()
    {
        ["title"] = "OzFunctions notifications",
        ["version"] = openApi["version"]!.DeepClone(),
        ["description"] = "Notifications as CloudEvents 1.0 in structured JSON, through endpoints of the kinds ServiceBus, EventGrid, EventHubs and StorageQueue. "
            + "Delivery is at least once and not in order: keep the greatest `(data.firstSeenAt, data.version)` of each folder and type.",
        ["license"] = new JsonObject { ["name"] = openApi["license"]!["name"]!.DeepClone() },
    };

    private static JsonObject Channel(string title, string description) => new()
    {
        ["address"] = null,
        ["title"] = title,
        ["description"] = description,
        ["messages"] = ObjectOf(DescribedNotification.All, static notification => notification.Type, static notification => ReferenceTo($"components/messages/{notification.Type}")),
    };

    private static JsonObject Operation(EndpointKind kind) => new()
    {
        ["action"] = "send",
        ["summary"] = $"Notifies endpoints of the kind {kind}",
        ["channel"] = ReferenceTo($"channels/{CamelCase.Of(kind)}"),
    };

    private static JsonObject Message(JsonObject openApi, DescribedNotification notification, JsonNode payload) => new()
    {
        ["name"] = notification.Type,
        ["summary"] = notification.Summary,
        ["contentType"] = CloudEvent.MediaType,
        ["payload"] = payload,
        ["examples"] = new JsonArray(new JsonObject { ["payload"] = SchemaParts.ExampleOf(openApi, notification.Type, CloudEvent.MediaType) }),
    };

    private static JsonObject ObjectOf<T>(IEnumerable<T> items, Func<T, string> nameOf, Func<T, JsonNode?> valueOf) =>
        new(items.Select(item => KeyValuePair.Create(nameOf(item), valueOf(item))));

    private static JsonObject ReferenceTo(string path) => new() { ["$ref"] = $"#/{path}" };
}

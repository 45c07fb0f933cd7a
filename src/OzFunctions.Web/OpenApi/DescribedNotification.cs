using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.OpenApi;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Web.OpenApi;

/// <summary>A notification, as the contract describes it.</summary>
/// <param name="Type">The event type.</param>
/// <param name="Summary">When it is sent.</param>
/// <param name="Data">The type that is serialized as its <c>data</c>.</param>
/// <param name="Example">An example of its data.</param>
internal sealed record DescribedNotification(string Type, string Summary, Type Data, NotificationData Example)
{
    /// <summary>The media type of bodies in the format of Standard Webhooks.</summary>
    public const string WebhookMediaType = "application/json";

    /// <summary>All notifications.</summary>
    public static IReadOnlyList<DescribedNotification> All { get; } =
    [
        OfFolder(NotificationTypes.FolderResolutionChanged, "The resolutionStatus or systemResolution of a folder changed", Examples.FolderData),
        OfFolder(NotificationTypes.GroupResolutionChanged, "The results of some groups of a folder changed", Examples.FolderData),
        OfFolder(NotificationTypes.FolderOverdue, "A folder has been running for too long", Examples.Overdue),
        OfFolder(NotificationTypes.FolderDriftDetected, "Oz reports a result that no group that may have finished last has", Examples.Drift),
        new(NotificationTypes.EndpointDisabled, "Another endpoint was disabled", typeof(EndpointDisabledData), Examples.EndpointDisabled),
        new(NotificationTypes.EndpointTest, "An operator tests this endpoint", typeof(EndpointTestData), Examples.EndpointTest),
    ];

    /// <summary>The path under which the generator lists it, before it becomes a webhook of the document.</summary>
    public string Path => $"/{Type}";

    /// <summary>Makes the endpoint that the generator of OpenAPI documents reads. Nothing is served from it.</summary>
    public Endpoint ToEndpoint() => new RouteEndpointBuilder(static _ => Task.CompletedTask, RoutePatternFactory.Parse(Path), order: 0)
    {
        Metadata = { this, DescribedEndpoint.NoParameters, new HttpMethodMetadata(["POST"]), new TagsAttribute("Notifications"), new AcceptsMetadata([WebhookMediaType], Data) },
    }.Build();

    /// <summary>Completes what the generator found out about its data.</summary>
    /// <param name="operation">The operation in the document.</param>
    public void Complete(OpenApiOperation operation)
    {
        var data = operation.RequestBody!.Content![WebhookMediaType].Schema!;
        var delivery = Examples.Owed(Type, Example);
        operation.OperationId = string.Concat(Type.Split('.', '_').Select(static (word, place) => place == 0 ? word : $"{char.ToUpperInvariant(word[0])}{word[1..]}"));
        operation.Summary = Summary;
        operation.Description = "Signed as Standard Webhooks specifies. Only 2xx counts as delivered; after any other answer it is sent again on the schedule. An endpoint with `Format=CloudEvents` receives a CloudEvent.";
        operation.Security = [];
        operation.Parameters =
        [
            Header("webhook-id", "The id of the notification, the same in every attempt: use it to drop duplicates."),
            Header("webhook-timestamp", "When this attempt was made, in seconds since 1970-01-01T00:00:00Z."),
            Header("webhook-signature", "`v1,` and the HMAC-SHA256 of `id.timestamp.body` in Base64; one for each secret, separated by a space."),
        ];
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [WebhookMediaType] = new() { Schema = NotificationEnvelopes.StandardWebhook(Type, data), Example = JsonNode.Parse(NotificationBody.Of(delivery, Example)) },
                [CloudEvent.MediaType] = new() { Schema = NotificationEnvelopes.CloudEvent(Type, data), Example = JsonNode.Parse(CloudEvent.Of(delivery, Example)) },
            },
        };
        operation.Responses = new OpenApiResponses { ["2XX"] = new OpenApiResponse { Description = "Delivered." }, ["410"] = new OpenApiResponse { Description = "Disables the endpoint." } };
    }

    private static DescribedNotification OfFolder(string type, string summary, NotificationData example) => new(type, summary, typeof(FolderData), example);

    private static OpenApiParameter Header(string name, string description) =>
        new() { Name = name, In = ParameterLocation.Header, Required = true, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
}

using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Web.OpenApi;

/// <summary>What we post to the endpoints of the settings (Standard Webhooks).</summary>
internal static class DescribedNotifications
{
    private static readonly (string Type, string Summary)[] Types =
    [
        (NotificationTypes.FolderResolutionChanged, "A folder's resolutionStatus or systemResolution changed"),
        (NotificationTypes.GroupResolutionChanged, "The results of some of a folder's groups changed"),
        (NotificationTypes.FolderOverdue, "A folder has been running for too long"),
        (NotificationTypes.FolderDriftDetected, "Oz's own result contradicts ours"),
        (NotificationTypes.EndpointDisabled, "An endpoint was disabled"),
        (NotificationTypes.EndpointTest, "Somebody tests this endpoint"),
    ];

    /// <summary>All of them.</summary>
    /// <returns>The notifications by their types.</returns>
    public static IDictionary<string, IOpenApiPathItem> All() =>
        Types.ToDictionary(static told => told.Type, static told => (IOpenApiPathItem)new OpenApiPathItem { Operations = new() { [HttpMethod.Post] = Operation(told.Type, told.Summary) } });

    private static OpenApiOperation Operation(string type, string summary) => new()
    {
        Summary = summary,
        Description = "Signed as Standard Webhooks has it. Only 2xx counts as delivered; anything else is tried again by the schedule.",
        Parameters =
        [
            Header("webhook-id", "The same in every attempt, so that one that came twice can be told."),
            Header("webhook-timestamp", "When this attempt was made: seconds since 1970."),
            Header("webhook-signature", "`v1,` and the HMAC-SHA256 of `id.timestamp.body` in Base64; one for each secret, with a space between."),
        ],
        RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = Body(type), Example = type.StartsWith("endpoint.", StringComparison.Ordinal) ? null : Examples.Notification(type) } },
        },
        Responses = new OpenApiResponses { ["2XX"] = new OpenApiResponse { Description = "Delivered." }, ["410"] = new OpenApiResponse { Description = "Disables the endpoint." } },
    };

    private static OpenApiSchema Body(string type) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "type", "timestamp", "data" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [(JsonNode)type] },
            ["timestamp"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time", Description = "When it came about." },
            ["data"] = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "What came about. `version` tells which of two is the later." },
        },
    };

    private static OpenApiParameter Header(string name, string description) =>
        new() { Name = name, In = ParameterLocation.Header, Required = true, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
}

using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OzFunctions.Core;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Notifications;
using OzFunctions.Web.Runs;
using OzFunctions.Web.Webhooks;

namespace OzFunctions.Web.OpenApi;

/// <summary>The names of schemas, and which words their members may be.</summary>
internal static class SchemaNames
{
    private const string Suffix = "Document";

    private static readonly string[] Results = [.. StatusNames.Results.Values];

    private static readonly Type[] OfStatuses = [typeof(WebhookDocument), typeof(FolderDocument), typeof(ListedFolderDocument), typeof(StatusesDocument), typeof(StatusesData)];

    // Members that hold what Oz said, whatever that was, are not here.
    private static readonly Dictionary<(Type Document, string Member), string[]> Words = new()
    {
        [(typeof(WebhookDocument), "outcome")] = ["applied", "duplicate"],
        [(typeof(WebhookOutcomeDocument), "outcome")] = ["queued", "ignored"],
        [(typeof(GroupDocument), "result")] = Results,
        [(typeof(AnalysisDocument), "result")] = Results,
        [(typeof(FolderData), "cause")] = Names<ChangeCause>(),
        [(typeof(FolderData), "omitted")] = [FolderNotification.Analyses, FolderNotification.Groups],
        [(typeof(GroupData), "result")] = Results,
        [(typeof(AnalysisData), "result")] = Results,
        [(typeof(ChangeDocument), "cause")] = Names<ChangeCause>(),
        [(typeof(EndpointDocument), "kind")] = Enum.GetNames<EndpointKind>(),
        [(typeof(EndpointDocument), "state")] = Names<EndpointState>(),
        [(typeof(FolderDeliveryDocument), "state")] = Names<DeliveryState>(),
        [(typeof(RunDocument), "state")] = Names<RunState>(),
        [(typeof(RunDocument), "kind")] = [.. RunKinds.All],
        [(typeof(ComparedFolderDocument), "verdict")] = Names<ComparisonVerdict>(),
    };

    /// <summary>The name of a type's schema.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The type's name without the suffix <c>Document</c>; null when the type has no schema of its own.</returns>
    public static string? Of(JsonTypeInfo type)
    {
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return name is not null && name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
    }

    /// <summary>Says what a type does not: which words a member may be, what maps and lists hold, and that a member is absent rather than null.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="context">Whose it is.</param>
    public static void Complete(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (context.JsonTypeInfo.Type == typeof(RunDocument))
        {
            // Its counts, each a member of its own.
            schema.AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Integer };
        }

        if (context.JsonPropertyInfo is null && (context.JsonTypeInfo.Type == typeof(FolderData) || context.JsonTypeInfo.Type == typeof(EndpointDisabledData)))
        {
            // Added when a delivery is sent, to what is stored once for all deliveries of a change.
            schema.Properties![NotificationBody.ReplayOf] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "The id under which this notification was first delivered. Absent unless it was delivered before and is sent again.",
            };
        }

        if (context.JsonPropertyInfo?.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: true) is true)
        {
            // Absent when it is null.
            schema.Type &= ~JsonSchemaType.Null;
        }

        if (context.JsonPropertyInfo is { Name: "changedGroups" })
        {
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null };
        }

        if (context.JsonPropertyInfo is { Name: "metadata" })
        {
            schema.AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null };
        }

        if (context.JsonPropertyInfo is { } member && WordsOf(member) is { } words)
        {
            schema.Enum = [.. words.Select(static word => (JsonNode)word)];
        }
    }

    private static string[]? WordsOf(JsonPropertyInfo member) => member.Name switch
    {
        "resolutionStatus" when OfStatuses.Contains(member.DeclaringType) => [.. StatusNames.Progress.Values],
        "systemResolution" or "worstResolution" when OfStatuses.Contains(member.DeclaringType) => Results,
        _ => Words.GetValueOrDefault((member.DeclaringType, member.Name)),
    };

    private static string[] Names<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(static value => CamelCase.Of(value))];
}

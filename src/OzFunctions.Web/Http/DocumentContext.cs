using System.Text.Json.Serialization;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Health;
using OzFunctions.Web.Notifications;
using OzFunctions.Web.Runs;
using OzFunctions.Web.Stats;
using OzFunctions.Web.Webhooks;
using OzFunctions.Web.Work;

namespace OzFunctions.Web.Http;

/// <summary>The source-generated serializer of all response bodies.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(WebhookDocument))]
[JsonSerializable(typeof(WebhookOutcomeDocument))]
[JsonSerializable(typeof(RejectedWebhooksDocument))]
[JsonSerializable(typeof(FolderDocument))]
[JsonSerializable(typeof(FolderHistoryDocument))]
[JsonSerializable(typeof(FoldersDocument))]
[JsonSerializable(typeof(OpenFoldersDocument))]
[JsonSerializable(typeof(StatsDocument))]
[JsonSerializable(typeof(DeliveryDocument))]
[JsonSerializable(typeof(DeliveriesDocument))]
[JsonSerializable(typeof(EndpointsDocument))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(RunsDocument))]
[JsonSerializable(typeof(RunAcceptedDocument))]
[JsonSerializable(typeof(PoisonDocument))]
[JsonSerializable(typeof(HealthDocument))]
internal sealed partial class DocumentContext : JsonSerializerContext;

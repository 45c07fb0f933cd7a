using System.Text.Json.Serialization;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Health;
using OzFunctions.Web.Webhooks;

namespace OzFunctions.Web.Http;

/// <summary>The generated serializer of everything that we answer with.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(WebhookDocument))]
[JsonSerializable(typeof(RejectedWebhooksDocument))]
[JsonSerializable(typeof(FolderDocument))]
[JsonSerializable(typeof(FolderHistoryDocument))]
[JsonSerializable(typeof(HealthDocument))]
internal sealed partial class DocumentContext : JsonSerializerContext;

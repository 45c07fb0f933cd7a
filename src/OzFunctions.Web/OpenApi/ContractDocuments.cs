using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.OpenApi;

/// <summary>The documents of the contract. The OpenAPI document is generated from the operations and the serialized types, the others are made of its parts.</summary>
/// <param name="OpenApi">The HTTP API and the webhooks, OpenAPI 3.1.</param>
/// <param name="AsyncApi">The notifications through message services, AsyncAPI 3.</param>
/// <param name="Schemas">The body of each event type, JSON Schema 2020-12.</param>
internal sealed record ContractDocuments(ServedFile OpenApi, ServedFile AsyncApi, IReadOnlyDictionary<string, ServedFile> Schemas)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the documents.</summary>
    /// <returns>The documents.</returns>
    public static async Task<ContractDocuments> MakeAsync()
    {
        var openApi = JsonNode.Parse(await ApiDocument.MakeAsync())!.AsObject();
        return new ContractDocuments(
            Served(openApi, "application/json"),
            Served(AsyncApiDocument.Of(openApi), "application/json"),
            DescribedNotification.All.ToDictionary(static notification => notification.Type, notification => Served(NotificationSchema.Of(openApi, notification), "application/schema+json")));
    }

    private static ServedFile Served(JsonObject document, string mediaType) => new(JsonSerializer.SerializeToUtf8Bytes(document, Readable), $"{mediaType}; charset=utf-8");
}

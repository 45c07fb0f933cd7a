using System.Text.Json.Nodes;
using OzFunctions.Web.OpenApi;

namespace OzFunctions.Tests.OpenApi;

/// <summary>The documents of the contract as the code generates them.</summary>
public sealed class ContractFixture : IAsyncLifetime
{
    /// <summary>The documents by their paths, relative to <c>/api</c> and to <c>docs/contract</c>.</summary>
    internal IReadOnlyDictionary<string, string> Documents { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var documents = await ContractDocuments.MakeAsync();
        Documents = documents.Schemas.Select(static schema => ($"schemas/{schema.Key}.json", schema.Value))
            .Prepend(("asyncapi.json", documents.AsyncApi))
            .Prepend(("openapi.json", documents.OpenApi))
            .ToDictionary(static document => document.Item1, static document => System.Text.Encoding.UTF8.GetString(document.Item2.Content));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal JsonObject Read(string path) => JsonNode.Parse(Documents[path])!.AsObject();
}

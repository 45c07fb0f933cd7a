using Microsoft.AspNetCore.Http;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.OpenApi;

/// <summary>Serves the documents of the contract.</summary>
public sealed class ContractEndpoints
{
    // Most processes never serve the documents, so these cost nothing until they are first requested.
    private readonly Lazy<Task<ContractDocuments>> _documents = new(ContractDocuments.MakeAsync);

    /// <summary><c>GET openapi.json</c>.</summary>
    /// <returns>200 with the document, or 304.</returns>
    public async Task<IResult> GetOpenApiAsync() => (await _documents.Value).OpenApi.ToResult();

    /// <summary><c>GET asyncapi.json</c>.</summary>
    /// <returns>200 with the document, or 304.</returns>
    public async Task<IResult> GetAsyncApiAsync() => (await _documents.Value).AsyncApi.ToResult();

    /// <summary><c>GET schemas/{type}.json</c>.</summary>
    /// <param name="type">The event type.</param>
    /// <returns>200 with the schema, 304, or 404.</returns>
    public async Task<IResult> GetSchemaAsync(string type) =>
        (await _documents.Value).Schemas.TryGetValue(type, out var schema) ? schema.ToResult() : Problems.NotFound("There is no notification of this type.");
}

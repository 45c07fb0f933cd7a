using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OzFunctions.Web;
using OzFunctions.Web.Http;
using OzFunctions.Web.OpenApi;

namespace OzFunctions.Functions;

/// <summary>The documents of the contract.</summary>
/// <param name="handler">Runs the handlers of requests.</param>
/// <param name="contract">Serves the documents.</param>
public sealed class ContractFunctions(RequestHandler handler, ContractEndpoints contract)
{
    /// <summary>The HTTP API and the webhooks.</summary>
    [Function(nameof(OpenApi))]
    public Task<IResult> OpenApi([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.OpenApi)] HttpRequest request) =>
        handler.RunAsync(request, Routes.OpenApi, _ => contract.GetOpenApiAsync());

    /// <summary>The notifications through message services.</summary>
    [Function(nameof(AsyncApi))]
    public Task<IResult> AsyncApi([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.AsyncApi)] HttpRequest request) =>
        handler.RunAsync(request, Routes.AsyncApi, _ => contract.GetAsyncApiAsync());

    /// <summary>The schema of the notifications of a type.</summary>
    [Function(nameof(Schema))]
    public Task<IResult> Schema([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Schema)] HttpRequest request, string type) =>
        handler.RunAsync(request, Routes.Schema, _ => contract.GetSchemaAsync(type));
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OzFunctions.Web;
using OzFunctions.Web.Http;
using OzFunctions.Web.OpenApi;

namespace OzFunctions.Functions;

/// <summary>The description of all that is served.</summary>
/// <param name="entry">Where requests come in.</param>
/// <param name="openApi">Describes it.</param>
public sealed class OpenApiFunctions(HttpEntry entry, OpenApiEndpoints openApi)
{
    /// <summary>The document.</summary>
    [Function(nameof(OpenApi))]
    public Task<IResult> OpenApi([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.OpenApi)] HttpRequest request) =>
        entry.RunAsync(request, Routes.OpenApi, _ => openApi.GetAsync());
}

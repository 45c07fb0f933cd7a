using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OzFunctions.Web;
using OzFunctions.Web.Health;
using OzFunctions.Web.Http;

namespace OzFunctions.Functions;

/// <summary>Whether the app runs, and whether it can serve.</summary>
/// <param name="handler">Runs the handlers of requests.</param>
/// <param name="health">Checks the process and the storage.</param>
public sealed class HealthFunctions(RequestHandler handler, HealthEndpoints health)
{
    /// <summary>Whether it runs.</summary>
    [Function(nameof(Live))]
    public Task<IResult> Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Live)] HttpRequest request) =>
        handler.RunAsync(request, Routes.Live, static _ => Task.FromResult(HealthEndpoints.Live()));

    /// <summary>Whether it reaches its storage.</summary>
    [Function(nameof(Ready))]
    public Task<IResult> Ready([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Ready)] HttpRequest request) =>
        handler.RunAsync(request, Routes.Ready, health.ReadyAsync);
}

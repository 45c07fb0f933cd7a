using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OzFunctions.Web;
using OzFunctions.Web.Http;
using OzFunctions.Web.Runs;

namespace OzFunctions.Functions;

/// <summary>What admins and the schedule started.</summary>
/// <param name="handler">Runs the handlers of requests.</param>
/// <param name="runs">Shows it.</param>
public sealed class RunFunctions(RequestHandler handler, RunEndpoints runs)
{
    /// <summary>Lists runs of a kind.</summary>
    [Function(nameof(Runs))]
    public Task<IResult> Runs([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Runs)] HttpRequest request) =>
        handler.RunAdminAsync(request, Routes.Runs, (_, _) => runs.ListAsync(request));

    /// <summary>Shows a run.</summary>
    [Function(nameof(Run))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Run)] HttpRequest request, string id) =>
        handler.RunAdminAsync(request, Routes.Run, (_, _) => runs.GetAsync(request, id));
}

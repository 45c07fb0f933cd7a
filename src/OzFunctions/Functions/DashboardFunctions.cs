using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OzFunctions.Web;
using OzFunctions.Web.Dashboard;
using OzFunctions.Web.Http;

namespace OzFunctions.Functions;

/// <summary>The operators' page.</summary>
/// <param name="handler">Runs the handlers of requests.</param>
public sealed class DashboardFunctions(RequestHandler handler)
{
    /// <summary>The page.</summary>
    [Function(nameof(Dashboard))]
    public Task<IResult> Dashboard([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Dashboard)] HttpRequest request) =>
        handler.RunAsync(request, Routes.Dashboard, static asked => Task.FromResult(DashboardEndpoints.GetPage(asked)));

    /// <summary>A file of the dashboard.</summary>
    [Function(nameof(DashboardFile))]
    public Task<IResult> DashboardFile([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.DashboardFile)] HttpRequest request, string file) =>
        handler.RunAsync(request, Routes.DashboardFile, asked => Task.FromResult(DashboardEndpoints.GetFile(asked, file)));
}

using Microsoft.AspNetCore.Http;
using OzFunctions.Web.Dashboard;
using OzFunctions.Web.Health;
using OzFunctions.Web.Http;
using OzFunctions.Web.Keys;
using OzFunctions.Web.OpenApi;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Web.Operations;

/// <summary>The operations of the service itself, its pages and its documents. Their answers depend on no parameter, and probes, caches and links add their own.</summary>
internal static class ServiceOperations
{
    private const string Tag = "Service";

    public static IReadOnlyList<Operation> All { get; } =
    [
        Operation.Read<HealthEndpoints>(Routes.Live, KeyLevel.Anonymous, RouteQuery.Anything, static (_, _) => Task.FromResult(HealthEndpoints.Live()), static () => new(
            Tag, "getLive", "Whether the process runs",
            Answer.Of(StatusCodes.Status200OK, "The process is running.", DocumentContext.Default.HealthDocument, new HealthDocument("live")))
        {
            Details = "The storage is not checked.",
        }),

        Operation.Read<HealthEndpoints>(Routes.Ready, KeyLevel.Anonymous, RouteQuery.Anything, static (health, call) => health.ReadyAsync(call.Request), static () => new(
            Tag, "getReady", "Whether it can serve",
            Answer.Of(StatusCodes.Status200OK, "Webhooks can be accepted, even if Oz cannot be polled; a warning says so.", DocumentContext.Default.HealthDocument, new HealthDocument("ready")),
            Answer.NoStorage)
        {
            Details = "The storage is checked, at most every two seconds.",
        }),

        Operation.Read<ContractEndpoints>(Routes.OpenApi, KeyLevel.Anonymous, RouteQuery.Anything, static (contract, _) => contract.GetOpenApiAsync()),
        Operation.Read<ContractEndpoints>(Routes.AsyncApi, KeyLevel.Anonymous, RouteQuery.Anything, static (contract, _) => contract.GetAsyncApiAsync()),
        Operation.Read<ContractEndpoints>(Routes.Schema, KeyLevel.Anonymous, RouteQuery.Anything, static (contract, call) => contract.GetSchemaAsync(call.Path("type"))),
        Operation.File(Routes.Dashboard, static call => DashboardEndpoints.GetPage(call.Request)),
        Operation.File(Routes.DashboardFile, static call => DashboardEndpoints.GetFile(call.Request, call.Path("file"))),
    ];
}

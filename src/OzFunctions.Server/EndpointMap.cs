using OzFunctions.Web;
using OzFunctions.Web.Dashboard;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Health;
using OzFunctions.Web.Http;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Notifications;
using OzFunctions.Web.OpenApi;
using OzFunctions.Web.Reconciliation;
using OzFunctions.Web.Removal;
using OzFunctions.Web.Runs;
using OzFunctions.Web.Stats;
using OzFunctions.Web.Webhooks;
using OzFunctions.Web.Work;

namespace OzFunctions.Server;

/// <summary>The server's routes: pattern, methods, key and handler, a line each.</summary>
internal static class EndpointMap
{
    // Kestrel leaves the body out of what answers HEAD.
    private static readonly string[] Reading = ["GET", "HEAD"];

    /// <summary>Maps all routes.</summary>
    /// <param name="app">The server.</param>
    public static void MapOzFunctions(this WebApplication app)
    {
        var webhooks = app.Services.GetRequiredService<MeasuredWebhooks>();
        var rejected = app.Services.GetRequiredService<RejectedWebhookEndpoints>();
        var folders = app.Services.GetRequiredService<FolderEndpoints>();
        var lists = app.Services.GetRequiredService<FolderListEndpoints>();
        var open = app.Services.GetRequiredService<OpenFolderEndpoints>();
        var stats = app.Services.GetRequiredService<StatsEndpoints>();
        var deliveries = app.Services.GetRequiredService<DeliveryEndpoints>();
        var endpoints = app.Services.GetRequiredService<EndpointEndpoints>();
        var reconciliation = app.Services.GetRequiredService<ReconciliationEndpoints>();
        var proof = app.Services.GetRequiredService<ProofEndpoints>();
        var runs = app.Services.GetRequiredService<RunEndpoints>();
        var poison = app.Services.GetRequiredService<PoisonEndpoints>();
        var openApi = app.Services.GetRequiredService<OpenApiEndpoints>();
        var retention = app.Services.GetRequiredService<RetentionEndpoints>();
        var health = app.Services.GetRequiredService<HealthEndpoints>();

        app.Map(Routes.OzWebhooks, ["POST", "PUT", "GET", "HEAD", "OPTIONS"], KeyLevel.Webhook, webhooks.ReceiveAsync);
        app.Map(Routes.RejectedWebhooks, Reading, KeyLevel.Read, rejected.ListAsync);
        app.Map(Routes.Folders, Reading, KeyLevel.Read, lists.ListAsync);
        app.Map(Routes.Folder, Reading, KeyLevel.Read, request => folders.GetAsync(request, Id(request)));
        app.MapAdmin(Routes.Folder, ["DELETE"], (request, admin) => folders.EraseAsync(Id(request), admin));
        app.Map(Routes.FolderHistory, Reading, KeyLevel.Read, request => folders.HistoryAsync(request, Id(request)));
        app.Map(Routes.Open, Reading, KeyLevel.Read, open.ListAsync);
        app.Map(Routes.Stats, Reading, KeyLevel.Read, stats.GetAsync);
        app.MapAdmin(Routes.Deliveries, Reading, (request, _) => deliveries.ListAsync(request));
        app.MapAdmin(Routes.ReplayDeliveries, ["POST"], deliveries.ReplayAsync);
        app.MapAdmin(Routes.Endpoints, Reading, (request, _) => endpoints.ListAsync(request));
        app.MapAdmin(Routes.EnableEndpoint, ["POST"], (request, admin) => endpoints.EnableAsync(Name(request), admin));
        app.MapAdmin(Routes.TestEndpoint, ["POST"], (request, admin) => endpoints.TestAsync(Name(request), admin));
        app.MapAdmin(Routes.Reconcile, ["POST"], reconciliation.StartAsync);
        app.MapAdmin(Routes.Retention, ["POST"], retention.StartAsync);
        app.MapAdmin(Routes.Runs, Reading, (request, _) => runs.ListAsync(request));
        app.MapAdmin(Routes.Run, Reading, (request, _) => runs.GetAsync(request, Id(request)));
        app.MapAdmin(Routes.RunReport, Reading, (request, _) => proof.ReportAsync(request, Id(request)));
        app.MapAdmin(Routes.ReplayPoison, ["POST"], poison.ReplayAsync);
        app.Map(Routes.OpenApi, Reading, KeyLevel.Anonymous, _ => openApi.GetAsync());
        app.Map(Routes.Dashboard, Reading, KeyLevel.Anonymous, static request => Task.FromResult(DashboardEndpoints.GetPage(request)));
        app.Map(Routes.DashboardFile, Reading, KeyLevel.Anonymous, static request => Task.FromResult(DashboardEndpoints.GetFile(request, (string)request.RouteValues["file"]!)));
        app.Map(Routes.Live, Reading, KeyLevel.Anonymous, static _ => Task.FromResult(HealthEndpoints.Live()));
        app.Map(Routes.Ready, Reading, KeyLevel.Anonymous, health.ReadyAsync);
    }

    private static void Map(this WebApplication app, string route, string[] methods, KeyLevel level, Func<HttpRequest, Task<IResult>> handler)
    {
        var entry = app.Services.GetRequiredService<HttpEntry>();
        app.Serve(route, methods, level, request => entry.RunAsync(request, route, handler));
    }

    private static void MapAdmin(this WebApplication app, string route, string[] methods, Func<HttpRequest, string, Task<IResult>> handler)
    {
        var entry = app.Services.GetRequiredService<HttpEntry>();
        app.Serve(route, methods, KeyLevel.Admin, request => entry.RunAdminAsync(request, route, handler));
    }

    private static void Serve(this WebApplication app, string route, string[] methods, KeyLevel level, Func<HttpRequest, Task<IResult>> handler)
    {
        var guard = app.Environment.IsDevelopment() ? null : app.Services.GetRequiredService<KeyGuard>();
        app.MapMethods($"{Routes.Prefix}/{route}", methods, ServeAsync).WithMetadata(level);

        async Task ServeAsync(HttpContext context)
        {
            CacheRule.Apply(context.Request, route);
            var mayPass = guard is null || guard.Opens(context.Request, route, level);
            var result = mayPass ? await handler(context.Request) : Problems.Unauthorized();
            await result.ExecuteAsync(context);
        }
    }

    private static string Id(HttpRequest request) => (string)request.RouteValues["id"]!;

    private static string Name(HttpRequest request) => (string)request.RouteValues["name"]!;
}

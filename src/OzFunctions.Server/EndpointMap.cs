using OzFunctions.Web;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Health;
using OzFunctions.Web.Http;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Webhooks;

namespace OzFunctions.Server;

/// <summary>The server's routes: pattern, methods, key and handler, a line each.</summary>
internal static class EndpointMap
{
    /// <summary>Maps all routes.</summary>
    /// <param name="app">The server.</param>
    public static void MapOzFunctions(this WebApplication app)
    {
        var webhooks = app.Services.GetRequiredService<WebhookEndpoints>();
        var folders = app.Services.GetRequiredService<FolderEndpoints>();
        var health = app.Services.GetRequiredService<HealthEndpoints>();

        app.Map(Routes.OzWebhooks, ["POST", "PUT"], KeyLevel.Webhook, webhooks.ReceiveAsync);
        app.Map(Routes.RejectedWebhooks, ["GET"], KeyLevel.Read, webhooks.RejectedAsync);
        app.Map(Routes.Folder, ["GET"], KeyLevel.Read, request => folders.GetAsync(request, Id(request)));
        app.Map(Routes.FolderHistory, ["GET"], KeyLevel.Read, request => folders.HistoryAsync(request, Id(request)));
        app.Map(Routes.Live, ["GET"], KeyLevel.Anonymous, static _ => Task.FromResult(HealthEndpoints.Live()));
        app.Map(Routes.Ready, ["GET"], KeyLevel.Anonymous, health.ReadyAsync);
    }

    private static void Map(this WebApplication app, string route, string[] methods, KeyLevel level, Func<HttpRequest, Task<IResult>> handler)
    {
        var boundary = app.Services.GetRequiredService<ErrorBoundary>();
        var guard = app.Environment.IsDevelopment() ? null : app.Services.GetRequiredService<KeyGuard>();

        app.MapMethods($"{Routes.Prefix}/{route}", methods, ServeAsync).WithMetadata(level);

        async Task ServeAsync(HttpContext context)
        {
            var mayPass = guard is null || guard.Opens(context.Request, level);
            var result = mayPass ? await boundary.RunAsync(context.Request, () => handler(context.Request)) : Problems.Unauthorized();
            await result.ExecuteAsync(context);
        }
    }

    private static string Id(HttpRequest request) => (string)request.RouteValues["id"]!;
}

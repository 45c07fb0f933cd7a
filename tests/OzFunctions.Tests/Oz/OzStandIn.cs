using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OzFunctions.Tests.Oz;

/// <summary>
/// Oz's API as far as it is known (OZ-API sections 2 and 5), on loopback: an account, tokens that end, folders, and faults on demand.
/// </summary>
internal sealed class OzStandIn : IAsyncDisposable
{
    public const string Email = "service@bank.example";
    public const string Password = "secret-oz-password";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new();
    private readonly ConcurrentDictionary<long, int> _requestsBySecond = new();
    private int _issued;
    private int _logins;
    private int _renewals;
    private int _requests;

    private OzStandIn(WebApplication app) => _app = app;

    public Uri Url { get; private set; } = null!;

    public ConcurrentDictionary<string, JsonObject> Folders { get; } = new();

    public TimeSpan TokensLast { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Answers in the place of the folders; returns whether it did.</summary>
    public Func<HttpContext, Task<bool>> Fault { get; set; } = static _ => Task.FromResult(false);

    public int Logins => _logins;

    public int Renewals => _renewals;

    public int Requests => _requests;

    public int PeakRequestsPerSecond => _requestsBySecond.Values.DefaultIfEmpty().Max();

    public static async Task<OzStandIn> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var oz = new OzStandIn(builder.Build());
        oz._app.Use(oz.CountAsync);
        oz._app.UseRouting();
        oz._app.MapPost("/api/authorize/auth/", oz.LogInAsync);
        oz._app.MapPost("/api/authorize/refresh/", oz.RenewAsync);
        oz._app.MapGet("/api/folders/{id}/", oz.GetFolderAsync);
        await oz._app.StartAsync();
        oz.Url = new Uri(oz._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return oz;
    }

    public void EndAllSessions() => _tokens.Clear();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task RefuseAsync(HttpContext context, int status, int code)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(new JsonObject { ["error_code"] = code, ["error_message"] = "refused", ["details"] = null }.ToJsonString());
    }

    private async Task CountAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _requests);
        _requestsBySecond.AddOrUpdate(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), 1, static (_, count) => count + 1);
        if (!await Fault(context))
        {
            await next(context);
        }
    }

    private async Task LogInAsync(HttpContext context)
    {
        Interlocked.Increment(ref _logins);
        var credentials = (await JsonNode.ParseAsync(context.Request.Body))!["credentials"]!;
        if ((string?)credentials["email"] != Email || (string?)credentials["password"] != Password)
        {
            await RefuseAsync(context, 401, 7);
            return;
        }

        await IssueAsync(context);
    }

    private async Task RenewAsync(HttpContext context)
    {
        Interlocked.Increment(ref _renewals);
        var old = ((string)(await JsonNode.ParseAsync(context.Request.Body))!["expire_token"]!).Replace("expire-", "access-", StringComparison.Ordinal);
        if (!_tokens.TryRemove(old, out _) || context.Request.Headers["X-Forensic-Access-Token"] != old)
        {
            await RefuseAsync(context, 401, 8);
            return;
        }

        await IssueAsync(context);
    }

    private async Task IssueAsync(HttpContext context)
    {
        var number = Interlocked.Increment(ref _issued).ToString(CultureInfo.InvariantCulture);
        var ends = TimeProvider.System.GetUtcNow() + TokensLast;
        _tokens[$"access-{number}"] = ends;
        await context.Response.WriteAsync(new JsonObject
        {
            ["access_token"] = $"access-{number}",
            ["expire_token"] = $"expire-{number}",
            ["expire_date"] = ends.ToUnixTimeSeconds(),
        }.ToJsonString());
    }

    private async Task GetFolderAsync(HttpContext context)
    {
        if (!_tokens.TryGetValue($"{context.Request.Headers["X-Forensic-Access-Token"]}", out var ends) || ends < TimeProvider.System.GetUtcNow())
        {
            await RefuseAsync(context, 401, 8);
            return;
        }

        if (!Folders.TryGetValue((string)context.Request.RouteValues["id"]!, out var folder))
        {
            await RefuseAsync(context, 404, 10);
            return;
        }

        JsonObject shown;
        lock (folder)
        {
            shown = folder.DeepClone().AsObject();
        }

        if (context.Request.Query["with_analyses"] != "true")
        {
            shown.Remove("analyses");
        }

        await context.Response.WriteAsync(shown.ToJsonString());
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace OzFunctions.OzSimulator;

/// <summary>
/// Oz's API as far as it is known (OZ-API sections 2 and 5), on loopback: an account, tokens that end, folders, and faults on demand.
/// </summary>
public sealed class SimulatedOz : IAsyncDisposable
{
    /// <summary>The account's e-mail address.</summary>
    public const string Email = "service@bank.example";

    /// <summary>The account's password.</summary>
    public const string Password = "secret-oz-password";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new();
    private readonly ConcurrentDictionary<long, int> _requestsBySecond = new();
    private (double Created, string Id)[] _byCreation = [];
    private int _issued;
    private int _logins;
    private int _renewals;
    private int _requests;

    private SimulatedOz(WebApplication app) => _app = app;

    /// <summary>Where the API is, without <c>/api</c>.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Fires when the process is told to stop.</summary>
    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    /// <summary>The folders, as the API shows them. Who changes one locks it.</summary>
    public ConcurrentDictionary<string, JsonObject> Folders { get; } = new();

    /// <summary>How long a session lasts.</summary>
    public TimeSpan TokensLast { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The most folders that a page holds, whatever is asked for.</summary>
    public int MaxLimit { get; set; } = 5_000;

    /// <summary>How many requests a second are answered; those beyond are refused with 429.</summary>
    public int MaxRequestsPerSecond { get; set; } = int.MaxValue;

    /// <summary>Answers in the place of Oz; returns whether it did.</summary>
    public Func<HttpContext, Task<bool>> Fault { get; set; } = static _ => Task.FromResult(false);

    /// <summary>How many logins were asked for, faults apart.</summary>
    public int Logins => _logins;

    /// <summary>How many sessions were to be renewed, faults apart.</summary>
    public int Renewals => _renewals;

    /// <summary>How many requests came.</summary>
    public int Requests => _requests;

    /// <summary>The most requests that came within one second of the clock.</summary>
    public int PeakRequestsPerSecond => _requestsBySecond.Values.DefaultIfEmpty().Max();

    /// <summary>Starts it.</summary>
    /// <param name="port">The port on loopback; 0 for any that is free.</param>
    /// <returns>The running API.</returns>
    public static async Task<SimulatedOz> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var oz = new SimulatedOz(builder.Build());
        oz._app.Use(oz.CountAsync);
        oz._app.UseRouting();
        oz._app.MapPost("/api/authorize/auth/", oz.LogInAsync);
        oz._app.MapPost("/api/authorize/refresh/", oz.RenewAsync);
        oz._app.MapGet("/api/folders/{id}/", oz.GetFolderAsync);
        oz._app.MapGet("/api/folders/", oz.ListFoldersAsync);
        await oz._app.StartAsync();
        oz.Url = new Uri(oz._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return oz;
    }

    /// <summary>Ends all sessions, as a restart of Oz may.</summary>
    public void EndAllSessions() => _tokens.Clear();

    /// <summary>Deletes a folder.</summary>
    /// <param name="folderId">Its id.</param>
    public void Forget(string folderId)
    {
        Folders.TryRemove(folderId, out _);
        _byCreation = [];
    }

    /// <summary>Reads a folder as it is now.</summary>
    /// <param name="folderId">Its id.</param>
    /// <returns>A copy.</returns>
    public JsonObject Show(string folderId)
    {
        var folder = Folders[folderId];
        lock (folder)
        {
            return folder.DeepClone().AsObject();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task RefuseAsync(HttpContext context, int status, int code)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(new JsonObject { ["error_code"] = code, ["error_message"] = "refused", ["details"] = null }.ToJsonString());
    }

    private async Task CountAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _requests);
        var second = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        _requestsBySecond.AddOrUpdate(second, 1, static (_, count) => count + 1);
        if (await Fault(context))
        {
            return;
        }

        if (_requestsBySecond[second] > MaxRequestsPerSecond)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "1";
            return;
        }

        await next(context);
    }

    private async Task LogInAsync(HttpContext context)
    {
        Interlocked.Increment(ref _logins);
        var credentials = (await JsonNode.ParseAsync(context.Request.Body))!["credentials"]!;
        if ((string?)credentials["email"] != Email || (string?)credentials["password"] != Password)
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, code: 7);
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
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, code: 8);
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

    private async Task<bool> IsLoggedInAsync(HttpContext context)
    {
        if (_tokens.TryGetValue($"{context.Request.Headers["X-Forensic-Access-Token"]}", out var ends) && ends >= TimeProvider.System.GetUtcNow())
        {
            return true;
        }

        await RefuseAsync(context, StatusCodes.Status401Unauthorized, code: 8);
        return false;
    }

    private async Task GetFolderAsync(HttpContext context)
    {
        if (!await IsLoggedInAsync(context))
        {
            return;
        }

        var id = (string)context.Request.RouteValues["id"]!;
        if (!Folders.ContainsKey(id))
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, code: 10);
            return;
        }

        await context.Response.WriteAsync(Show(id, context.Request.Query["with_analyses"] == "true").ToJsonString());
    }

    private async Task ListFoldersAsync(HttpContext context)
    {
        if (!await IsLoggedInAsync(context))
        {
            return;
        }

        var query = new FolderQuery(context.Request.Query, MaxLimit);
        var items = query.Choose(ByCreation(), Read).Select(id => Show(id, query.WithAnalyses)).ToArray<JsonNode>();
        await context.Response.WriteAsync(new JsonObject { ["offset"] = query.Offset, ["limit"] = query.Limit, ["items"] = new JsonArray(items) }.ToJsonString());
    }

    private (double Created, string Id)[] ByCreation()
    {
        // A folder's creation never changes, so only new ones make the order old.
        var known = _byCreation;
        return known.Length == Folders.Count
            ? known
            : _byCreation = [.. Folders.Keys.Select(id => (Read(id, static fields => (double?)fields["time_created"] ?? 0), id)).Order()];
    }

    private double Read(string folderId, Func<JsonObject, double> read)
    {
        var folder = Folders[folderId];
        lock (folder)
        {
            return read(folder);
        }
    }

    private JsonObject Show(string folderId, bool withAnalyses)
    {
        var folder = Show(folderId);
        if (!withAnalyses)
        {
            folder.Remove("analyses");
        }

        return folder;
    }
}

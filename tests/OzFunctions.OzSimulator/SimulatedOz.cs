using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace OzFunctions.OzSimulator;

/// <summary>
/// A simulation of Oz's API as far as it is known, on loopback: one account, tokens that expire, folders, and
/// faults on demand.
/// </summary>
public sealed class SimulatedOz : IAsyncDisposable
{
    /// <summary>The account's e-mail address.</summary>
    public const string Email = "service@bank.example";

    /// <summary>The account's password.</summary>
    public const string Password = "secret-oz-password";

    private readonly WebApplication _app;
    private readonly SimulatedSessions _sessions;
    private readonly FolderRoutes _routes;
    private readonly ConcurrentDictionary<long, int> _requestsBySecond = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _visibleAt = new();
    private int _requests;

    private SimulatedOz(WebApplication app) => (_app, _sessions, _routes) = (app, new SimulatedSessions(this), new FolderRoutes(this));

    /// <summary>The address of the API, without <c>/api</c>.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Cancelled when the process is stopping.</summary>
    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    /// <summary>The folders, as the API returns them. Lock a folder while you change it.</summary>
    public ConcurrentDictionary<string, JsonObject> Folders { get; } = new();

    /// <summary>How long a session lasts.</summary>
    public TimeSpan TokensLast { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The maximum page size, whatever the request asks for.</summary>
    public int MaxLimit { get; set; } = 5_000;

    /// <summary>The maximum number of requests a second; further ones are rejected with 429.</summary>
    public int MaxRequestsPerSecond { get; set; } = int.MaxValue;

    /// <summary>Handles a request in place of the simulated Oz; returns whether it did.</summary>
    public Func<HttpContext, Task<bool>> Fault { get; set; } = static _ => Task.FromResult(false);

    /// <summary>The error for logins; null to accept them.</summary>
    public OzRefusal? LoginRefusal { get; set; }

    /// <summary>The error for the renewal of sessions; null to accept it.</summary>
    public OzRefusal? RenewalRefusal { get; set; }

    /// <summary>The error for requests for folders; null to serve them.</summary>
    public OzRefusal? Refusal { get; set; }

    /// <summary>The clock for the expiry of sessions and the visibility of folders, before any offset.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>How far the <c>Date</c> header is ahead of <see cref="Clock"/>; negative when it is behind.</summary>
    public TimeSpan DateOffset { get; set; }

    /// <summary>How far the times in folders are ahead of those at which they are played; negative when they are behind.</summary>
    public TimeSpan FolderTimeOffset { get; set; }

    /// <summary>Whether a folder's <c>time_updated</c> moves when one of its analyses changes.</summary>
    public bool MovesFolderTimes { get; set; } = true;

    /// <summary>Sets <see cref="DateOffset"/> and <see cref="FolderTimeOffset"/>.</summary>
    public TimeSpan ClockOffset
    {
        set => (DateOffset, FolderTimeOffset) = (value, value);
    }

    /// <summary>Formats the time for the <c>Date</c> header; returns an empty text for no header.</summary>
    public Func<DateTimeOffset, string> DateHeader { get; set; } = static time => time.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>How long after its creation a folder becomes visible in the API.</summary>
    public TimeSpan VisibleAfter { get; set; }

    /// <summary>Which time of its analyses counts as the finish of a group.</summary>
    public GroupsFinishBy GroupsFinishBy { get; set; }

    /// <summary>The number of requested logins, without requests that <see cref="Fault"/> handled.</summary>
    public int Logins => _sessions.Logins;

    /// <summary>The number of requested session renewals, without requests that <see cref="Fault"/> handled.</summary>
    public int Renewals => _sessions.Renewals;

    /// <summary>The number of requests.</summary>
    public int Requests => _requests;

    /// <summary>The highest number of requests within one second of the clock.</summary>
    public int PeakRequestsPerSecond => _requestsBySecond.Values.DefaultIfEmpty().Max();

    /// <summary>Starts the API.</summary>
    /// <param name="port">The loopback port; 0 for any free port.</param>
    /// <returns>The running API.</returns>
    public static async Task<SimulatedOz> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var oz = new SimulatedOz(builder.Build());
        oz._app.Use(oz.CountAsync);
        oz._app.UseRouting();
        oz._app.MapPost("/api/authorize/auth/", oz._sessions.LogInAsync);
        oz._app.MapPost("/api/authorize/refresh/", oz._sessions.RenewAsync);
        oz._app.MapGet("/api/folders/{id}/", oz._routes.GetAsync);
        oz._app.MapGet("/api/folders/", oz._routes.ListAsync);
        oz._app.MapPost("/simulator", context => SimulatorControl.HandleAsync(oz, context));
        await oz._app.StartAsync();
        oz.Url = new Uri(oz._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return oz;
    }

    /// <summary>Ends all sessions, as a restart of Oz may do.</summary>
    public void EndAllSessions() => _sessions.EndAll();

    /// <summary>Hides a folder from the API until a given time, as if the transaction that creates it were still open.</summary>
    /// <param name="folderId">Its id.</param>
    /// <param name="at">When it becomes visible, UTC, by <see cref="Clock"/>.</param>
    public void HideUntil(string folderId, DateTimeOffset at) => _visibleAt[folderId] = at;

    /// <summary>Deletes a folder.</summary>
    /// <param name="folderId">Its id.</param>
    public void Forget(string folderId)
    {
        Folders.TryRemove(folderId, out _);
        _routes.Forget();
    }

    /// <summary>Reads the current state of a folder.</summary>
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

    /// <summary>Rejects a request without a valid session, or every request if <see cref="Refusal"/> is set.</summary>
    /// <param name="context">The request.</param>
    /// <returns>Whether the request should be handled.</returns>
    internal async Task<bool> IsAnsweredAsync(HttpContext context)
    {
        if (!await _sessions.IsLoggedInAsync(context))
        {
            return false;
        }

        await (Refusal?.AnswerAsync(context) ?? Task.CompletedTask);
        return Refusal is null;
    }

    /// <summary>Whether the API returns a folder yet.</summary>
    /// <param name="folderId">Its id.</param>
    /// <returns>Whether it does.</returns>
    internal bool IsVisible(string folderId) => !_visibleAt.TryGetValue(folderId, out var at) || at <= Clock.GetUtcNow();

    /// <summary>Adds a folder that becomes visible after <see cref="VisibleAfter"/>.</summary>
    /// <param name="folderId">Its id.</param>
    /// <param name="folder">The folder.</param>
    internal void Add(string folderId, JsonObject folder)
    {
        if (VisibleAfter > TimeSpan.Zero)
        {
            HideUntil(folderId, Clock.GetUtcNow() + VisibleAfter);
        }

        Folders[folderId] = folder;
    }

    private async Task CountAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path == "/simulator")
        {
            await next(context);
            return;
        }

        Interlocked.Increment(ref _requests);
        context.Response.Headers.Date = DateHeader(Clock.GetUtcNow() + DateOffset);
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
}

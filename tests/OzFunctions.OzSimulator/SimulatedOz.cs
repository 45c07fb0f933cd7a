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
    private readonly SimulatedSessions _sessions;
    private readonly FolderRoutes _routes;
    private readonly ConcurrentDictionary<long, int> _requestsBySecond = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _visibleAt = new();
    private int _requests;

    private SimulatedOz(WebApplication app) => (_app, _sessions, _routes) = (app, new SimulatedSessions(this), new FolderRoutes(this));

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

    /// <summary>How logins are refused; null where they are not.</summary>
    public OzRefusal? LoginRefusal { get; set; }

    /// <summary>How the renewal of a session is refused; null where it is not.</summary>
    public OzRefusal? RenewalRefusal { get; set; }

    /// <summary>How every question about folders is refused; null where it is not.</summary>
    public OzRefusal? Refusal { get; set; }

    /// <summary>The clock by which sessions end and folders become visible, before any offset.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>How far the header <c>Date</c> is ahead of <see cref="Clock"/>; negative behind it.</summary>
    public TimeSpan DateOffset { get; set; }

    /// <summary>How far the times that folders bear are ahead of those at which they are played; negative behind them.</summary>
    public TimeSpan FolderTimeOffset { get; set; }

    /// <summary>Whether a folder's <c>time_updated</c> moves when one of its analyses changes.</summary>
    public bool MovesFolderTimes { get; set; } = true;

    /// <summary>Sets <see cref="DateOffset"/> and <see cref="FolderTimeOffset"/>.</summary>
    public TimeSpan ClockOffset
    {
        set => (DateOffset, FolderTimeOffset) = (value, value);
    }

    /// <summary>Makes the header <c>Date</c> of the time that it is to show; an empty text where a test wants none.</summary>
    public Func<DateTimeOffset, string> DateHeader { get; set; } = static time => time.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>How long after its creation the API shows a folder.</summary>
    public TimeSpan VisibleAfter { get; set; }

    /// <summary>By which time of its analyses a group is taken to have finished.</summary>
    public GroupsFinishBy GroupsFinishBy { get; set; }

    /// <summary>How many logins were asked for, faults apart.</summary>
    public int Logins => _sessions.Logins;

    /// <summary>How many sessions were to be renewed, faults apart.</summary>
    public int Renewals => _sessions.Renewals;

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
        oz._app.MapPost("/api/authorize/auth/", oz._sessions.LogInAsync);
        oz._app.MapPost("/api/authorize/refresh/", oz._sessions.RenewAsync);
        oz._app.MapGet("/api/folders/{id}/", oz._routes.GetAsync);
        oz._app.MapGet("/api/folders/", oz._routes.ListAsync);
        oz._app.MapPost("/simulator", context => SimulatorControl.HandleAsync(oz, context));
        await oz._app.StartAsync();
        oz.Url = new Uri(oz._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return oz;
    }

    /// <summary>Ends all sessions, as a restart of Oz may.</summary>
    public void EndAllSessions() => _sessions.EndAll();

    /// <summary>Hides a folder from the API for a while: the transaction that creates it is still open.</summary>
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

    /// <summary>Refuses a request that is not of a session that lasts, or all where a test wants that.</summary>
    /// <param name="context">The request.</param>
    /// <returns>Whether it is to be answered.</returns>
    internal async Task<bool> IsAnsweredAsync(HttpContext context)
    {
        if (!await _sessions.IsLoggedInAsync(context))
        {
            return false;
        }

        await (Refusal?.AnswerAsync(context) ?? Task.CompletedTask);
        return Refusal is null;
    }

    /// <summary>Whether the API shows a folder already.</summary>
    /// <param name="folderId">Its id.</param>
    /// <returns>Whether it does.</returns>
    internal bool IsVisible(string folderId) => !_visibleAt.TryGetValue(folderId, out var at) || at <= Clock.GetUtcNow();

    /// <summary>Adds a folder, which the API shows after <see cref="VisibleAfter"/>.</summary>
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

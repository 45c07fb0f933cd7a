using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Runs;
using OzFunctions.Web.Http;
using OzFunctions.Web.Runs;

namespace OzFunctions.Web.Notifications;

/// <summary>Shows the health of the endpoints of notifications, enables them and tests them.</summary>
/// <param name="settings">The endpoints.</param>
/// <param name="monitor">Reads their health.</param>
/// <param name="endpoints">Enables them.</param>
/// <param name="test">Tests them.</param>
/// <param name="runs">Starts runs and records actions.</param>
public sealed class EndpointEndpoints(
    NotificationSettings settings,
    EndpointMonitor monitor,
    EndpointSwitch endpoints,
    EndpointTest test,
    RunStarter runs)
{
    /// <summary><c>GET endpoints</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with all endpoints.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> ListAsync(HttpRequest request)
    {
        var items = new List<EndpointDocument>();
        foreach (var endpoint in settings.Endpoints)
        {
            var health = await monitor.ReadAsync(endpoint.Name, request.HttpContext.RequestAborted);
            items.Add(new EndpointDocument(
                endpoint.Name,
                endpoint.Kind.ToString(),
                endpoint.Url.GetLeftPart(UriPartial.Authority),
                endpoint.Kind is EndpointKind.Webhook or EndpointKind.EventGrid ? null : endpoint.Url.AbsolutePath.TrimStart('/'),
                [.. endpoint.Events.Select(static pattern => pattern.Text)],
                CamelCase.Of(health.State),
                health.FailingSince,
                health.Probe?.DueAt,
                health.DisabledAt,
                health.DisabledBecause));
        }

        return Results.Json(new EndpointsDocument(items), DocumentContext.Default.EndpointsDocument);
    }

    /// <summary><c>POST endpoints/{name}/enable</c>.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="admin">The name of the admin key.</param>
    /// <returns>202 with the run that makes pending deliveries due at once, or 404. Waiting deliveries are released separately.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> EnableAsync(string name, string admin)
    {
        if (settings.Find(name) is null)
        {
            return NotFound();
        }

        // The run also asks for the release of waiting deliveries.
        var pending = new DeliveryFilter([DeliveryState.Pending], Endpoint: name);
        var run = await runs.StartAsync(runs.New(RunKinds.Enable, admin, new ReplayRequest(pending, DryRun: false).ToParameters()), CancellationToken.None);
        await endpoints.EnableAsync(name, asOf: null, CancellationToken.None);
        return RunEndpoints.Accepted(run);
    }

    /// <summary><c>POST endpoints/{name}/test</c>: sends one <see cref="NotificationTypes.EndpointTest"/> and waits for the response.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="admin">The name of the admin key.</param>
    /// <returns>200 with the delivery, which is delivered or dead, or 404.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> TestAsync(string name, string admin)
    {
        if (settings.Find(name) is not { } endpoint)
        {
            return NotFound();
        }

        var parameters = new Dictionary<string, string> { [nameof(DeliveryKey.Endpoint)] = name };
        var delivery = await runs.RecordAsync(
            RunKinds.Test,
            admin,
            parameters,
            () => test.RunAsync(endpoint, CancellationToken.None),
            static delivery => new Dictionary<string, long> { ["delivered"] = delivery.State is DeliveryState.Delivered ? 1 : 0 });
        return Results.Json(DeliveryDocument.Of(delivery), DocumentContext.Default.DeliveryDocument);
    }

    private static IResult NotFound() => Problems.NotFound("The settings have no endpoint of this name.");
}

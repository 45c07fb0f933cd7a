using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Runs;
using OzFunctions.Web.Http;
using OzFunctions.Web.Parameters;
using OzFunctions.Web.Runs;

namespace OzFunctions.Web.Notifications;

/// <summary>Shows undelivered deliveries, and starts replays.</summary>
/// <param name="overview">Shows deliveries.</param>
/// <param name="runs">Starts runs.</param>
/// <param name="time">The clock.</param>
public sealed class DeliveryEndpoints(DeliveryOverview overview, RunStarter runs, TimeProvider time)
{
    /// <summary><c>GET deliveries?state=&amp;endpoint=&amp;limit=&amp;continuation=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with a page. A page that is not the last may have fewer items than the limit.</returns>
    /// <exception cref="InvalidContinuationException">The continuation is not ours, or belongs to another list.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> ListAsync(HttpRequest request)
    {
        var state = KnownParameters.ParkedState.Read(request);
        var limit = KnownParameters.LimitOf(request);
        var page = await overview.ListAsync(state, KnownParameters.Endpoint.Read(request), ListContinuation.Read(request), limit, request.HttpContext.RequestAborted);
        return Results.Json(new DeliveriesDocument([.. page.Items.Select(DeliveryDocument.Of)], ListContinuation.Write(request, page.Next)), DocumentContext.Default.DeliveriesDocument);
    }

    /// <summary><c>POST deliveries/replay?folder=&amp;endpoint=&amp;from=&amp;to=&amp;state=&amp;dryRun=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="admin">The name of the admin key.</param>
    /// <returns>202 with the run, or 400.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> ReplayAsync(HttpRequest request, string admin)
    {
        var folder = KnownParameters.Folder.Read(request);
        var endpoint = KnownParameters.Endpoint.Read(request);
        var from = KnownParameters.From.Read(request);
        var to = KnownParameters.To.Read(request);
        if (folder is null && endpoint is null && from is null && to is null)
        {
            return Problems.BadParameter(KnownParameters.Folder.Name, "Specify what to replay: a folder, an endpoint, or a time span by from and to.");
        }

        // Deliveries that become owed from now on are not part of this replay.
        var filter = new DeliveryFilter(DeliveryFilter.StoredOf(KnownParameters.ReplayedState.Read(request)), folder, endpoint, from, to ?? time.GetUtcNow());
        var replay = new ReplayRequest(filter, KnownParameters.DryRun.Read(request) is true);

        // The run is started even if the client disconnects.
        var run = await runs.StartAsync(runs.New(RunKinds.Replay, admin, replay.ToParameters()), CancellationToken.None);
        return RunEndpoints.Accepted(run);
    }
}

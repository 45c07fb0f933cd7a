using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Webhooks;
using OzFunctions.Web.Http;
using OzFunctions.Web.Runs;

namespace OzFunctions.Web.Notifications;

/// <summary>Shows deliveries that need a person, and sends deliveries anew.</summary>
/// <param name="store">Remembers deliveries.</param>
/// <param name="runs">Starts runs.</param>
/// <param name="time">The clock.</param>
public sealed class DeliveryEndpoints(IDeliveryStore store, RunStarter runs, TimeProvider time)
{
    private const string Dead = "dead";
    private const string Held = "held";
    private const string Delivered = "delivered";

    /// <summary><c>GET deliveries?state=&amp;endpoint=&amp;limit=&amp;continuation=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with a page, which may be short before the last, or 400.</returns>
    /// <exception cref="InvalidContinuationException">The continuation is not ours.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> ListAsync(HttpRequest request)
    {
        if (ReadStates(request, [Dead, Held], out var states) is { } wrongState)
        {
            return wrongState;
        }

        if (QueryParameters.ReadLimit(request, out var limit) is { } wrongLimit)
        {
            return wrongLimit;
        }

        var filter = new DeliveryFilter(states, Endpoint: QueryParameters.ReadText(request, "endpoint"));
        var page = await store.ListAsync(filter, ListContinuation.Read(request), limit, request.HttpContext.RequestAborted);
        return Results.Json(new DeliveriesDocument([.. page.Items.Select(DeliveryDocument.Of)], ListContinuation.Write(request, page.Next)), DocumentContext.Default.DeliveriesDocument);
    }

    /// <summary><c>POST deliveries/replay?folder=&amp;endpoint=&amp;from=&amp;to=&amp;state=&amp;dryRun=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="admin">The name of the admin key.</param>
    /// <returns>202 with the run, or 400.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> ReplayAsync(HttpRequest request, string admin)
    {
        if (ReadReplay(request, out var replay) is { } problem)
        {
            return problem;
        }

        // The caller may leave; the run is started all the same.
        var run = await runs.StartAsync(runs.New(RunKinds.Replay, admin, replay.ToParameters()), CancellationToken.None);
        return RunEndpoints.Accepted(run);
    }

    private IResult? ReadReplay(HttpRequest request, out ReplayRequest replay)
    {
        var readings = new[]
        {
            ReadStates(request, [Dead, Held, Delivered], out var states),
            ReadFolder(request, out var folder),
            QueryParameters.ReadTime(request, "from", out var from),
            QueryParameters.ReadTime(request, "to", out var to),
            QueryParameters.ReadFlag(request, "dryRun", out var dryRun),
        };

        // What becomes owed from now on is none of this replay's.
        var endpoint = QueryParameters.ReadText(request, "endpoint");
        replay = new ReplayRequest(new DeliveryFilter(states, folder, endpoint, from, to ?? time.GetUtcNow()), dryRun);
        return Array.Find(readings, static reading => reading is not null)
            ?? (folder is null && endpoint is null && from is null && to is null
                ? Problems.BadParameter("folder", "Say what to replay: a folder, an endpoint, or a time span by from and to.")
                : null);
    }

    private static IResult? ReadStates(HttpRequest request, string[] allowed, out IReadOnlyList<DeliveryState> states)
    {
        var state = QueryParameters.ReadText(request, "state");
        states = state switch
        {
            Dead => [DeliveryState.Dead],
            Held => [DeliveryState.Held],
            Delivered => [DeliveryState.Delivered],
            _ => DeliveryFilter.Parked,
        };

        return state is null || allowed.Contains(state)
            ? null
            : Problems.BadParameter("state", $"One of {string.Join(", ", allowed)}; dead and held where it is absent.");
    }

    private static IResult? ReadFolder(HttpRequest request, out string? folder)
    {
        folder = QueryParameters.ReadText(request, "folder");
        if (folder is null)
        {
            return null;
        }

        var isId = OzId.TryNormalise(folder, out var folderId);
        folder = folderId;
        return isId ? null : Problems.BadParameter("folder", "An id of 1 to 128 of A-Z, a-z, 0-9, '_' and '-'.");
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Health;
using OzFunctions.Web.Http;
using OzFunctions.Web.Parameters;
using OzFunctions.Web.Runs;

namespace OzFunctions.Web.Stats;

/// <summary>Shows statistics.</summary>
/// <param name="folders">Counts folders by day and hour.</param>
/// <param name="deliveries">Counts undelivered deliveries.</param>
/// <param name="open">Counts open folders.</param>
/// <param name="runs">Stores runs.</param>
/// <param name="settings">The endpoints.</param>
/// <param name="warnings">Reads the warnings.</param>
/// <param name="options">The metadata keys to keep.</param>
public sealed class StatsEndpoints(
    FolderStats folders,
    DeliveryOverview deliveries,
    IOpenFolders open,
    IRunStore runs,
    NotificationSettings settings,
    Warnings warnings,
    IOptions<FolderOptions> options)
{
    /// <summary><c>GET stats?days=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with the statistics.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> GetAsync(HttpRequest request)
    {
        var days = KnownParameters.Days.Read(request) ?? KnownParameters.DefaultDays;
        var cancellationToken = request.HttpContext.RequestAborted;
        var counted = folders.OfLastDaysAsync(days, cancellationToken);
        var needing = deliveries.CountAsync(cancellationToken);
        var unsettled = open.CountAsync(cancellationToken);
        var last = runs.ListAsync(RunKinds.Reconcile, from: null, limit: 1, cancellationToken);
        var warned = warnings.ReadAsync(cancellationToken);
        await Task.WhenAll(counted, needing, unsettled, last, warned);

        var document = new StatsDocument(
            [.. counted.Result.Select(DayDocument.Of)],
            [.. counted.Result[^1].Hours.Select(HourDocument.Of)],
            Parked(needing.Result),
            OpenReasonNames.All.ToDictionary(static reason => reason.Value, reason => unsettled.Result.Of(reason.Key)),
            unsettled.Result.Total,
            unsettled.Result.IsMore,
            last.Result.Items is [var run, ..] ? RunDocument.Of(run) : null,
            options.Value.Keys,
            warned.Result);
        return Results.Json(document, DocumentContext.Default.StatsDocument);
    }

    private List<ParkedDocument> Parked(IReadOnlyList<ParkedCount> counts)
    {
        return
        [
            .. settings.Endpoints.Select(static endpoint => endpoint.Name)
                .Union(counts.Select(static count => count.Endpoint), StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(name => new ParkedDocument(
                    name, Of(name, DeliveryState.Pending), Of(name, DeliveryState.Waiting), Of(name, DeliveryState.Held), Of(name, DeliveryState.Dead))),
        ];

        ParkedCountDocument Of(string endpoint, DeliveryState state) =>
            counts.FirstOrDefault(count => count.Endpoint == endpoint && count.State == state) is { } count ? ParkedCountDocument.Of(count) : ParkedCountDocument.None;
    }
}

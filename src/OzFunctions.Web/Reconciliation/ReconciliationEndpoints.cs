using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Web.Http;
using OzFunctions.Web.Parameters;
using OzFunctions.Web.Runs;

namespace OzFunctions.Web.Reconciliation;

/// <summary>Starts reconciliation for an admin.</summary>
/// <param name="starter">Starts runs.</param>
/// <param name="scope">The settings, the clock, and whether an Oz account is configured.</param>
public sealed class ReconciliationEndpoints(ReconciliationStarter starter, ReconciliationScope scope)
{
    private static readonly TimeSpan LongestSpan = TimeSpan.FromDays(400);

    /// <summary><c>POST reconcile?from=&amp;to=&amp;dryRun=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="admin">The name of the admin key.</param>
    /// <returns>202 with the run. For a span with an unfinished earlier run, it is that run. 400; or 409 while another run is in progress, when too many spans are unfinished, or when no Oz account is configured.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> StartAsync(HttpRequest request, string admin)
    {
        if (Read(request, out var wanted) is { } problem)
        {
            return problem;
        }

        if (!scope.CanAsk)
        {
            return Problems.Conflict("oz_not_set", "No Oz account is configured. Set Oz:BaseUrl, Oz:Email and Oz:Password.");
        }

        var start = await starter.TryStartAsync(wanted, admin, occurrence: null, CancellationToken.None);
        return start switch
        {
            { Started: { } run } => RunEndpoints.Accepted(run),
            { UnderWay: { } other } => Problems.Conflict("run_under_way", $"Reconciliation {other} is in progress. Only a run over a span, by from or to, may run beside it."),
            _ => Problems.Conflict("too_many_runs", $"{SpanRuns.Most} spans are unfinished: see runs?kind=reconcile."),
        };
    }

    private IResult? Read(HttpRequest request, out ReconciliationRequest wanted)
    {
        var now = scope.Now;
        var from = KnownParameters.From.Read(request);
        var to = KnownParameters.To.Read(request);
        var dryRun = KnownParameters.CompareOnly.Read(request) is true;

        // One end is enough to ask for a span, and so is dryRun.
        var isSpan = from is not null || to is not null || dryRun;
        var end = to ?? now;
        wanted = new ReconciliationRequest(isSpan ? from ?? end - scope.Settings.Lookback : null, isSpan ? end : null, dryRun) { UntilNow = isSpan && to is null };
        return wanted.To - wanted.From > LongestSpan
            ? Problems.BadParameter(KnownParameters.From.Name, $"A time at most {LongestSpan.TotalDays:0} days before 'to', which defaults to now.")
            : null;
    }
}

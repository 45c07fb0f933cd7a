using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Web.Http;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Web.Reconciliation;

/// <summary>Serves the report of a dry run, as a document for auditors.</summary>
/// <param name="runs">Stores runs.</param>
/// <param name="reports">Stores what they compared.</param>
public sealed class DryRunReportEndpoints(IRunStore runs, IDryRunStore reports)
{
    private const int PageSize = 200;

    /// <summary><c>GET runs/{id}/report?format=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The run's id.</param>
    /// <returns>200 with the report as JSON or CSV, 404, or 409 while the run is in progress.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> ReportAsync(HttpRequest request, string id)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        if (RunId.TryParse(id) is not { } runId || await runs.FindAsync(runId, cancellationToken) is not { Value: var run } || !IsDryRun(run))
        {
            return Problems.NotFound("There is no such dry run of reconciliation.");
        }

        if (run.State is RunState.Running or RunState.Waiting)
        {
            return Problems.Conflict("run_under_way", "The run is in progress. Its report is available when it has ended.");
        }

        var isCsv = KnownParameters.Format.Read(request) == KnownParameters.Csv;
        if (isCsv && run is not { State: RunState.Finished, StoppedBy: null })
        {
            return Problems.Conflict("run_incomplete", "The run did not finish, which CSV cannot show. Use format=json.");
        }

        // Read the first page before the response starts, so that an unreachable storage is answered with 503.
        var first = await reports.DifferentAsync(runId, from: null, PageSize, cancellationToken);
        return Results.Stream(
            stream => isCsv
                ? DryRunReportCsv.WriteAsync(stream, PagesAsync(runId, first, cancellationToken))
                : DryRunReportJson.WriteAsync(stream, run, PagesAsync(runId, first, cancellationToken)),
            isCsv ? "text/csv; charset=utf-8" : "application/json",
            $"{runId}.{(isCsv ? "csv" : "json")}");
    }

    private static bool IsDryRun(Run run) =>
        run.Id.Kind == RunKinds.Reconcile && run.Parameters.GetValueOrDefault(nameof(ReconciliationRequest.DryRun)) == bool.TrueString;

    private async IAsyncEnumerable<IReadOnlyList<ComparedFolder>> PagesAsync(
        RunId runId,
        PageOf<ComparedFolder> first,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = first;
        yield return page.Items;
        while (page.Next is { } from)
        {
            page = await reports.DifferentAsync(runId, from, PageSize, cancellationToken);
            yield return page.Items;
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OzFunctions.Web;
using OzFunctions.Web.Http;
using OzFunctions.Web.Reconciliation;

namespace OzFunctions.Functions;

/// <summary>Starts reconciliations.</summary>
/// <param name="handler">Runs the handlers of requests.</param>
/// <param name="reconciliation">Starts runs for an admin.</param>
/// <param name="reports">Gives out reports.</param>
/// <param name="schedule">Starts runs on the schedule.</param>
public sealed class ReconciliationFunctions(RequestHandler handler, ReconciliationEndpoints reconciliation, DryRunReportEndpoints reports, ReconciliationSchedule schedule)
{
    /// <summary>Starts a run on the schedule. The host triggers it on one instance.</summary>
    [Function(nameof(ReconcileOnSchedule))]
    [SuppressMessage("Style", "IDE0060", Justification = "The trigger is bound to it.")]
    public Task ReconcileOnSchedule([TimerTrigger("%Reconciliation:Schedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        schedule.TickAsync(occurrence: null, cancellationToken);

    /// <summary>Starts a run now.</summary>
    [Function(nameof(Reconcile))]
    public Task<IResult> Reconcile([HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Reconcile)] HttpRequest request) =>
        handler.RunAdminAsync(request, Routes.Reconcile, reconciliation.StartAsync);

    /// <summary>Shows the report of a dry run.</summary>
    [Function(nameof(RunReport))]
    public Task<IResult> RunReport([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.RunReport)] HttpRequest request, string id) =>
        handler.RunAdminAsync(request, Routes.RunReport, (_, _) => reports.ReportAsync(request, id));
}

using Microsoft.AspNetCore.Http;
using OzFunctions.Web.Http;
using OzFunctions.Web.Keys;
using OzFunctions.Web.OpenApi;
using OzFunctions.Web.Parameters;
using OzFunctions.Web.Reconciliation;
using OzFunctions.Web.Removal;
using OzFunctions.Web.Runs;
using OzFunctions.Web.Work;
using static OzFunctions.Web.Parameters.KnownParameters;

namespace OzFunctions.Web.Operations;

/// <summary>The operations of reconciliation, and of runs of every kind.</summary>
internal static class RunOperations
{
    private const string RunId = "The run's id.";
    private const string Tag = "Reconciliation and runs";

    public static IReadOnlyList<Operation> All { get; } =
    [
        Operation.Act<ReconciliationEndpoints>("POST", Routes.Reconcile, new(From, To, CompareOnly), static (reconciliation, call) => reconciliation.StartAsync(call.Request, call.Admin), static () => new(
            Tag, "reconcile", "Starts a reconciliation",
            Answer.Of(StatusCodes.Status202Accepted, "The run was started.", DocumentContext.Default.RunAcceptedDocument, Examples.Accepted("reconcile")),
            Answer.Refusal(StatusCodes.Status409Conflict, "run_under_way", "A run is in progress, and no span was named; eight spans are not done yet (`too_many_runs`); or no Oz account is set (`oz_not_set`)."))
        {
            Details = "With `from` or `to`: every folder that Oz created in that span. With neither: due, new and changed folders, like a scheduled run.",
        }),

        Operation.Act<RetentionEndpoints>("POST", Routes.Retention, new(ClockConfirmed), static (retention, call) => retention.StartAsync(call.Request, call.Admin), static () => new(
            Tag, "startRetention", "Starts a run that removes expired folders and records",
            Answer.Of(StatusCodes.Status202Accepted, "The run was started.", DocumentContext.Default.RunAcceptedDocument, Examples.Accepted("retention")),
            Answer.Refusal(StatusCodes.Status409Conflict, "run_under_way", "A run of retention is in progress."))
        {
            Details = "As the schedule does. A run whose clock and the storage's differ by more than five minutes, or have advanced differently since they last agreed, removes nothing and fails, unless `clockConfirmed` is true.",
        }),

        Operation.Read<RunEndpoints>(Routes.Runs, KeyLevel.Admin, new(Kind, Limit, Continuation), static (runs, call) => runs.ListAsync(call.Request), static () => new(
            Tag, "listRuns", "Runs of a kind, the newest first",
            Answer.Of(StatusCodes.Status200OK, "A page.", DocumentContext.Default.RunsDocument, Examples.Runs))
        {
            Details = "Who or what started each, its state and its counts.",
        }),

        Operation.Read<RunEndpoints>(Routes.Run, KeyLevel.Admin, RouteQuery.None, static (runs, call) => runs.GetAsync(call.Request, call.Id), static () => new(
            Tag, "getRun", "A run",
            Answer.Of(StatusCodes.Status200OK, "The run.", DocumentContext.Default.RunDocument, Examples.Run),
            Answer.Refusal(StatusCodes.Status404NotFound, "not_found", "There is no such run."))
        {
            PathParameter = RunId,
            Details = "Who or what started it, its state and its counts.",
        }),

        Operation.Read<DryRunReportEndpoints>(Routes.RunReport, KeyLevel.Admin, new(Format), static (reports, call) => reports.ReportAsync(call.Request, call.Id), static () => new(
            Tag, "getRunReport", "What a dry run of reconciliation found",
            Answer.Of(StatusCodes.Status200OK, "The document. Its last member, `count`, says that it is whole.", DescribedContext.Default.DryRunReportDocument, Examples.DryRunReport) with { OtherMediaType = "text/csv" },
            Answer.Refusal(StatusCodes.Status404NotFound, "not_found", "There is no such dry run of reconciliation."),
            Answer.Refusal(StatusCodes.Status409Conflict, "run_under_way", "The run is in progress; or CSV was requested and the run did not finish (`run_incomplete`)."))
        {
            PathParameter = RunId,
            Details = "Every folder that is not the same here and at Oz, field by field.",
        }),

        Operation.Act<PoisonEndpoints>("POST", Routes.ReplayPoison, new(DryRun), static (poison, call) => poison.ReplayAsync(call.Request, call.Admin), static () => new(
            Tag, "replayPoison", "Requeues poison messages",
            Answer.Of(StatusCodes.Status200OK, "How many messages were put back, and how many are left.", DocumentContext.Default.PoisonDocument, Examples.Poison))
        {
            Details = "Messages that failed too often are set apart in poison queues; those that can be read are put back into their queues. A request ends after 1,000 messages or half a minute; `waiting` says how many are left.",
        }),
    ];
}

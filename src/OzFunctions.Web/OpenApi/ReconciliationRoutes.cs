using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using OzFunctions.Web.Http;
using OzFunctions.Web.Keys;

namespace OzFunctions.Web.OpenApi;

/// <summary>The routes of reconciliation, and of runs of every kind.</summary>
internal static class ReconciliationRoutes
{
    private const string Tag = "Reconciliation and runs";

    public static void Describe(DescribedRoutes routes)
    {
        routes.Describe("POST", Routes.Reconcile, KeyLevel.Admin, Tag, "reconcile", "Asks Oz about what no webhook told", static () => { })
            .WithDescription("With an end of a span: every folder that Oz created in it. Without: what is due, new and changed, as the schedule does.")
            .Answers(StatusCodes.Status202Accepted, "It has begun.", DocumentContext.Default.RunAcceptedDocument, Examples.Accepted("reconcile"))
            .Refuses(StatusCodes.Status409Conflict, "run_under_way", "One is under way, and no span was named; eight spans are not done yet (`too_many_runs`); or no Oz account is set (`oz_not_set`).")
            .NeedsStorage();

        routes.Describe("POST", Routes.Retention, KeyLevel.Admin, Tag, "retain", "Removes what is older than it may be kept", static () => { })
            .WithDescription("As the schedule does. A run whose clock and the storage's differ by more than five minutes, or have advanced differently since the last run, removes nothing and fails, unless `clockConfirmed` is true.")
            .Answers(StatusCodes.Status202Accepted, "It has begun.", DocumentContext.Default.RunAcceptedDocument, Examples.Accepted("retention"))
            .Refuses(StatusCodes.Status409Conflict, "run_under_way", "One is under way.")
            .NeedsStorage();

        routes.Describe("GET", Routes.Runs, KeyLevel.Admin, Tag, "listRuns", "Runs of a kind, the newest first", static () => { })
            .Answers(StatusCodes.Status200OK, "A page.", DocumentContext.Default.RunsDocument, Examples.Runs)
            .NeedsStorage();

        routes.Describe("GET", Routes.Run, KeyLevel.Admin, Tag, "getRun", "A run", static ([Description(Texts.RunId)] string id) => { })
            .Answers(StatusCodes.Status200OK, "How it stands.", DocumentContext.Default.RunDocument, Examples.Run)
            .Refuses(StatusCodes.Status404NotFound, "not_found", "There is no such run.")
            .NeedsStorage();

        routes.Describe("GET", Routes.RunReport, KeyLevel.Admin, Tag, "getRunReport", "What a dry run of reconciliation found", static ([Description(Texts.RunId)] string id) => { })
            .Answers(StatusCodes.Status200OK, "The document. Its last member, `count`, says that it is whole.", DescribedContext.Default.ProofDocument, Examples.Proof, otherMediaType: "text/csv")
            .Refuses(StatusCodes.Status404NotFound, "not_found", "There is no such dry run of reconciliation.")
            .Refuses(StatusCodes.Status409Conflict, "run_under_way", "It goes on, or, for CSV, it did not come to its end (`run_incomplete`).")
            .NeedsStorage();

        routes.Describe("POST", Routes.ReplayPoison, KeyLevel.Admin, Tag, "replayPoison", "Puts work back that was set apart", static () => { })
            .Answers(StatusCodes.Status200OK, "How many messages were put back, and how many are left.", DocumentContext.Default.PoisonDocument, Examples.Poison)
            .NeedsStorage();
    }
}
